/** Takes depmod's modules.dep and modules.builtin and returns the files to insmod, in order, for the wanted modules. */

export interface BootModules {
  /** Paths relative to lib/modules/RELEASE. */
  readonly files: readonly string[];
  /** Wanted, but neither a file nor built in. */
  readonly missing: readonly string[];
}

export function bootModules(
  modulesDep: string,
  modulesBuiltin: string,
  wanted: readonly string[],
): BootModules {
  const needs = new Map<string, readonly string[]>();
  const fileOf = new Map<string, string>();
  for (const line of modulesDep.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const file = line.slice(0, colon);
    fileOf.set(moduleName(file), file);
    needs.set(
      file,
      line
        .slice(colon + 1)
        .split(' ')
        .filter(Boolean),
    );
  }
  const builtin = new Set(modulesBuiltin.split('\n').map(moduleName));

  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    for (const need of needs.get(file) ?? []) visit(need);
    files.add(file);
  };
  const missing: string[] = [];
  for (const name of wanted) {
    const file = fileOf.get(name);
    if (file !== undefined) visit(file);
    else if (!builtin.has(name)) missing.push(name);
  }
  return { files: [...files], missing };
}

/** "kernel/fs/9p/9p.ko.xz" to "9p"; the kernel takes "-" and "_" in a module's name for the same. */
export function moduleName(file: string): string {
  const base = file.slice(file.lastIndexOf('/') + 1);
  return base.replace(/\.ko(\.\w+)?$/, '').replaceAll('-', '_');
}
