import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const noOpenssl = spawnSync('openssl', ['version']).status === 0 ? undefined : 'skipped: no openssl at hand';

/** An authority of our own, and a certificate that it has signed for 127.0.0.1 and localhost, in files that go with the test. */
export function ownAuthority() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-authority-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=An authority of our own',
  );
  openssl('req', ...key, '-keyout', 'own.key', '-out', 'own.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'names'), 'subjectAltName = IP:127.0.0.1, DNS:localhost\n');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'own.csr', '-out', 'own.pem', ...signed);
  const path = (name: string) => join(folder, name);
  return {
    folder,
    files: { authority: path('ca.pem'), key: path('own.key'), certificate: path('own.pem') },
    text: {
      key: readFileSync(path('own.key'), 'utf8'),
      cert: readFileSync(path('own.pem'), 'utf8'),
      ca: readFileSync(path('ca.pem'), 'utf8'),
    },
  };
}
