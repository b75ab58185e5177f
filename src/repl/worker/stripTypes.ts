import { transform } from "sucrase";

/** JavaScript of TypeScript, line by line the same. Throws a SyntaxError for code that is neither. */
export function stripTypes(code: string): string {
  return transform(code, { transforms: ["typescript"], disableESTransforms: true, keepUnusedImports: true }).code;
}
