import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { readCommandLine } from '../../src/command-line.ts';
import { freshFolder } from '../storage/support.ts';
import { runProgram } from '../support/program.ts';

/** What of the scripts in package.json is a program of this project, and what it runs. */
const programs = Object.entries(manifest.scripts).flatMap(([name, script]) => {
  const [, file] = /^(?:exec )?node (?:--import \S+ )?([\w/.-]+\.[jt]s)$/.exec(script) ?? [];
  return file ? [[name, file] as const] : [];
});

/** A program with these arguments and no settings, in a folder that has a database to harm. */
async function run(file: string, args: readonly string[]) {
  const cwd = freshFolder();
  mkdirSync(join(cwd, 'data'));
  writeFileSync(join(cwd, 'data/latchkey.sqlite'), '');
  return { ...(await runProgram(file, args, { cwd })), left: readdirSync(cwd) };
}

it('every program is found', () => {
  expect(programs.map(([name]) => name)).toEqual([
    'sandbox',
    'start',
    'doctor',
    'move',
    'backup',
    'consents',
    'bench',
    'bulk',
    'attack',
    'pictures',
    'screens',
    'architecture',
  ]);
});

describe.each(programs)('npm run %s', (name, file) => {
  it('with --help says how it is asked for, and does nothing else', async () => {
    const { code, stdout, stderr, left } = await run(file, ['--help']);
    expect({ code, stderr, left }).toEqual({ code: 0, stderr: '', left: ['data'] });
    expect(stdout).toMatch(name === 'start' ? /npm start\n/ : new RegExp(`npm run ${name}`));
  }, 30_000);

  it('with what it does not know refuses, repeats nothing of it, and does nothing', async () => {
    const { code, stdout, stderr, left } = await run(file, ['backups', '--canary=secret']);
    expect({ code, stdout, left }).toEqual({ code: 1, stdout: '', left: ['data'] });
    expect(stderr).toContain('These arguments are not valid.');
    expect(stderr).toMatch(name === 'start' ? /npm start\n/ : new RegExp(`npm run ${name}`));
    expect(stderr).not.toMatch(/canary|\n\s+at /);
  }, 30_000);
});

it.each<[args: string[], is: 'help' | 'wrong' | 'given']>([
  [['-h'], 'help'],
  [['a', 'b', '--help'], 'help'],
  [['a'], 'given'],
  [['a', 'b'], 'wrong'],
  [[''], 'wrong'],
  [['--name'], 'wrong'],
  [['--name', '--loud'], 'wrong'],
  [['--name=x', '--loud'], 'given'],
  [['--loud=yes'], 'wrong'],
  [['-x'], 'wrong'],
])('a command line is read whole or not at all: %j', (args, is) => {
  const options = { name: { type: 'string' }, loud: { type: 'boolean' } } as const;
  expect(readCommandLine(args, { options, positionals: 1 }).is).toBe(is);
});
