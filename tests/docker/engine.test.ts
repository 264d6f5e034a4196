import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const docker = (...args: string[]) => spawnSync('docker', args, { cwd: root, encoding: 'utf8' });
const answers = (...args: string[]) => docker(...args).status === 0;

const noEngine = answers('info') ? '' : ' (SKIPPED: no Docker engine answers here, so no image was built)';
const noCompose = answers('compose', 'version') ? '' : ' (SKIPPED: Docker here has no compose)';

describe.skipIf(noEngine)(`a built image${noEngine}`, () => {
  const tag = 'latchkey:test';

  it('starts on a file system that is read-only, and asks for its settings', () => {
    execFileSync('docker', ['build', '--tag', tag, '.'], { cwd: root, stdio: 'pipe' });
    const { status, stderr } = docker('run', '--rm', '--read-only', '--cap-drop=ALL', tag);
    expect(stderr).toContain('Latchkey cannot start yet');
    expect(status).toBe(1);
  }, 600_000);

  it('is run by nobody special', () => {
    expect(docker('run', '--rm', '--entrypoint', 'id', tag, '--user', '--name').stdout.trim()).toBe('node');
  }, 60_000);
});

describe.skipIf(noCompose)(`docker compose${noCompose}`, () => {
  it.each(['', 'postgres'])('understands compose.yaml with the profile "%s"', (profile) => {
    const { status, stderr } = docker('compose', ...(profile ? ['--profile', profile] : []), 'config', '--quiet');
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
