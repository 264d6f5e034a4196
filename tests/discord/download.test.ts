import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { createDownload } from '../../src/discord/bulk/download.ts';
import { LARGEST_FILE } from '../../src/gate/bulk/file-text.ts';

/** Answers with so many bytes, a megabyte at a time; and what was asked for. */
function filesOf(size: number) {
  const asked: string[] = [];
  let sent = 0;
  async function* body() {
    for (; sent < size; sent += 1_000_000) yield new Uint8Array(1_000_000);
  }
  const download = createDownload(async (url) => {
    asked.push(url);
    return { ok: true, body: body() };
  }, 'https://cdn.example');
  return { asked, sent: () => sent, download };
}

it.each([
  'https://cdn.example.evil.example/ids.csv',
  'https://cdn.example@evil.example/ids.csv',
  'http://cdn.example/ids.csv',
  'https://cdn.example:8443/ids.csv',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/hostname',
  'no address',
])('nothing is fetched from %s', async (url) => {
  const { asked, download } = filesOf(1_000_000);
  expect(await download({ url, size: 10 })).toEqual({ is: 'unavailable' });
  expect(asked).toEqual([]);
});

it('a file that says to be small is read no further than files may be long', async () => {
  const { sent, download } = filesOf(1_000 * LARGEST_FILE);
  expect(await download({ url: 'https://cdn.example/ids.csv', size: 10 })).toEqual({ is: 'tooLarge' });
  expect(sent()).toBeLessThanOrEqual(LARGEST_FILE + 1_000_000);
});

it('nobody is led from there to another address', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url }, answer) => {
    asked.push(url);
    answer.writeHead(302, { location: '/elsewhere' }).end();
  });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const origin = `http://127.0.0.1:${address.port}`;
  expect(await createDownload(fetch, origin)({ url: `${origin}/ids.csv`, size: 10 })).toEqual({ is: 'unavailable' });
  expect(asked).toEqual(['/ids.csv']);
});
