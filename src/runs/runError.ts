/** Why a saved run can't be read or removed. The message is for people: what happened, why, what to do next. */
export class RunError extends Error {
  override readonly name = "RunError";
}

/** Node's code of a failed system call (`ENOENT`, `EACCES`, …); null for any other error. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

const FILE_FOR_FOLDER = "a file stands where its folder should be";

/** A failed system call in a few words. */
export function causeOf(error: unknown): string {
  const code = systemCode(error);
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "there is no permission";
    case "EEXIST":
      return isOfFolder(error) ? FILE_FOR_FOLDER : "a file of that name exists already and is not overwritten";
    case "ENOTDIR":
      return FILE_FOR_FOLDER;
    case "ENOENT":
      return "it is not there";
    default:
      return code ?? "an unexpected error";
  }
}

function isOfFolder(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "mkdir";
}
