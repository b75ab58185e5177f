/** @param {number} started of `performance.now()` @returns {string} the time since then, for people */
export const since = (started) => `${((performance.now() - started) / 1000).toFixed(1)} s`;
