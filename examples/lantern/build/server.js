// Compiled from src/ by an old version of the build. Do not edit.
"use strict";
const PAYMENT_RETRY_LIMIT = 2;
module.exports = { PAYMENT_RETRY_LIMIT };
