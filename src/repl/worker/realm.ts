import vm from "node:vm";
import kernelSource from "kernel:source";
import { RESERVED_NAMES } from "./names";
import type { Kernel, Supervisor } from "./wall";

/** Built-in constructors that the kernel keeps, whatever cells do to the global ones. */
const CONSTRUCTORS =
  "Object,Function,Array,String,Number,Boolean,Symbol,BigInt,Math,JSON,Reflect,Promise,Map,Set,WeakMap,Date,RegExp,Error,TypeError,RangeError,ReferenceError,SyntaxError,ArrayBuffer,Uint8Array";

export type StepOutcome = "done" | "late" | "interrupted";

export type Entry = "step" | "finish";

/** The `vm` context of the cells, with the kernel in it and nothing of this realm. */
export class Realm {
  readonly kernel: Kernel;
  private readonly context: vm.Context;
  private readonly entries: Readonly<Record<Entry, vm.Script>>;

  /** `name`: a constant of the script scope for the kernel; it must be one that no code in a cell can guess. */
  constructor(supervisor: Supervisor, name: string) {
    this.context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
      name: "cells",
      microtaskMode: "afterEvaluate",
      codeGeneration: { strings: false, wasm: false },
    });
    const scope = this.load(scopeSource(), "scope");
    const start = this.load(`((${CONSTRUCTORS})=>${kernelSource})(${CONSTRUCTORS}).start`, "kernel");
    const kernel: unknown = Reflect.apply(asFunction(start), undefined, [supervisor, scope]);
    if (!isKernel(kernel)) throw new TypeError("the kernel did not start");
    Reflect.apply(asFunction(this.load(`let ${name};(kernel)=>{${name}=kernel}`, "kernel")), undefined, [kernel]);
    this.kernel = kernel;
    const entry = (call: Entry): vm.Script => new vm.Script(`try{${name}.${call}()}catch{}`, { filename: "kernel" });
    this.entries = { step: entry("step"), finish: entry("finish") };
  }

  /** A function of the cell's own code; no code of the cell runs here. */
  compile(code: string, filename: string, prefix: number): unknown {
    return new vm.Script(code, { filename, columnOffset: -prefix }).runInContext(this.context);
  }

  /**
   * The only place where code of cells runs. `timeoutMs` bounds it together with everything that waits for promises;
   * null: only an interrupt ends it, and only a step.
   */
  enter(entry: Entry, timeoutMs: number | null): StepOutcome {
    const limit = timeoutMs === null ? {} : { timeout: Math.max(1, Math.ceil(timeoutMs)) };
    try {
      this.entries[entry].runInContext(this.context, { ...limit, breakOnSigint: entry === "step" });
      return "done";
    } catch (error) {
      // Nothing but Node's own two errors gets here: the scripts catch all others.
      const isTimeout = error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
      return isTimeout ? "late" : "interrupted";
    }
  }

  private load(source: string, filename: string): unknown {
    return new vm.Script(source, { filename }).runInContext(this.context);
  }
}

/** The reserved names as variables of the script scope, with functions to set and to read them all. */
function scopeSource(): string {
  const names = RESERVED_NAMES.join(",");
  const assignments = RESERVED_NAMES.map((name) => `${name}=v.${name}`).join(";");
  return `let ${names};({set(v){${assignments}},get(){return{__proto__:null,${names}}}})`;
}

function asFunction(value: unknown): (...args: never[]) => unknown {
  if (!isFunction(value)) throw new TypeError("not a function");
  return value;
}

function isFunction(value: unknown): value is (...args: never[]) => unknown {
  return typeof value === "function";
}

/** The kernel is our own code. */
function isKernel(value: unknown): value is Kernel {
  return typeof value === "object" && value !== null && "step" in value;
}
