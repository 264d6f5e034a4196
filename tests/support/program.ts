import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** What a process of the project gets of this one's environment: no settings, and where its code lies compiled. */
export function bareEnv(): Record<string, string> {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  return { PATH, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };
}

interface Surroundings {
  /** Its settings: it has no others. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Runs a program of the project to its end, as its script in package.json does. @param file from the project's root, such as `src/backup.ts` */
export function runProgram(file: string, args: readonly string[], { env = {}, cwd }: Surroundings = {}) {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const options = { cwd, env: { ...bareEnv(), ...env } };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [path, ...args], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
