import type { Supervisor, Kernel } from "../wall";
import { lockErrors } from "./errors";
import { CellKernel } from "./kernel";
import { BuiltIns } from "./restore";
import type { Scope } from "./scope";
import { addShims } from "./shims";
import { Variables } from "./variables";

/** Starts the kernel in a realm that no cell has seen yet. */
export function start(supervisor: Supervisor, scope: Scope): Kernel {
  lockErrors(supervisor);
  addShims();
  const builtIns = new BuiltIns();
  return new CellKernel(supervisor, scope, builtIns, new Variables());
}
