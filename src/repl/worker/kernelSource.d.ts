/** Made by the bundler: the kernel as the text of one expression, whose value is what `kernel/main.ts` exports. */
declare module "kernel:source" {
  const source: string;
  export default source;
}
