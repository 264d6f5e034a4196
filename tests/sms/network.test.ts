import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { parseConfig } from '../../src/config.ts';
import { describeAccount, examineTwilio } from '../../src/doctor/twilio.ts';
import type { TwilioReport } from '../../src/sms/requests.ts';
import type { TwilioSettings } from '../../src/sms/settings.ts';
import { createTwilioSender } from '../../src/sms/twilio.ts';
import { accountSid, token } from '../sandbox/twilio/served.ts';
import { anSms, from } from './sending.ts';

const refused = { is: 'refused', problem: 'noConnection', asked: false };

/** A sender with these settings, and what it reports. */
function senderWith(change: Partial<TwilioSettings>) {
  const reports: TwilioReport[] = [];
  const settings: TwilioSettings = {
    accountSid,
    auth: { is: 'token', token },
    sender: { is: 'number', from },
    timeout: 2000,
    ...change,
  };
  const clock = { now: () => 0, after: () => () => {} };
  const sender = createTwilioSender(settings, { clock, random: Math.random, report: (one) => reports.push(one) });
  return {
    reports,
    send: () => sender.send(anSms()),
  };
}

/** A proxy for tunnels. `answer` is what it says to CONNECT; undefined: it opens the tunnel. @param to where every tunnel leads */
async function startProxy({ answer, to }: { answer?: string; to?: URL } = {}) {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    near.once('data', (head) => {
      asked.push(head.toString());
      if (answer !== undefined) return void near.write(answer);
      const [, host = '', port = ''] = /^CONNECT (.+):(\d+) /.exec(head.toString()) ?? [];
      const far = connect(Number(to?.port ?? port), to?.hostname ?? host);
      keep(far);
      far.on('connect', () => {
        near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        near.pipe(far).pipe(near);
      });
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.');
  return { asked, url: `http://127.0.0.1:${address.port}` };
}

async function secureSandbox() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const door = await sandbox.overTls();
  return { sandbox, ...door, apiUrl: `${door.url}/twilio` };
}

test('case 46: a certificate that is not trusted costs nothing, and its cause is in the report', async () => {
  const { sandbox, apiUrl } = await secureSandbox();
  const { send, reports } = senderWith({ apiUrl });
  expect(await send()).toEqual(refused);
  expect(reports).toMatchObject([{ doing: 'send', network: 'DEPTH_ZERO_SELF_SIGNED_CERT', unsent: true }]);
  expect(sandbox.twilio.messages).toEqual([]);
});

test('case 46: an authority in NODE_EXTRA_CA_CERTS is trusted', async () => {
  const { sandbox, apiUrl, certificate } = await secureSandbox();
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-ca-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'ca.pem'), certificate);
  const script = `
    import { createTwilioSender } from '${new URL('../../src/sms/twilio.ts', import.meta.url).href}';
    const settings = { accountSid: '${accountSid}', auth: { is: 'token', token: '${token}' },
      sender: { is: 'number', from: '${from}' }, apiUrl: '${apiUrl}', timeout: 5000 };
    const clock = { now: () => 0, after: () => () => {} };
    const sender = createTwilioSender(settings, { clock, random: Math.random });
    const { is } = await sender.send(${JSON.stringify(anSms())});
    process.stdout.write(is);
    process.exit(0);`;
  const run = promisify(execFile);
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') };
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });
  expect(stdout).toBe('accepted');
  expect(sandbox.twilio.messages).toHaveLength(1);
});

test('case 46: a proxy is on the way to Twilio, and sees no more than its host', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const proxy = await startProxy();
  const proxies = { http: proxy.url, except: [] };
  const { send } = senderWith({ apiUrl: `${sandbox.url}/twilio`, proxies });
  expect(await send()).toMatchObject({ is: 'accepted' });
  expect(proxy.asked).toHaveLength(1);
  expect(proxy.asked[0]).toMatch(`CONNECT ${new URL(sandbox.url).host} HTTP/1.1`);
  expect(proxy.asked[0]).not.toMatch(/authorization: basic/i);

  const direct = senderWith({ apiUrl: `${sandbox.url}/twilio`, proxies: { ...proxies, except: ['127.0.0.1'] } });
  expect(await direct.send()).toMatchObject({ is: 'accepted' });
  expect(proxy.asked).toHaveLength(1);
});

test.each([
  ['that refuses', 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'],
  ['that does not reach Twilio', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'],
  ['that says nothing', ''],
])('case 46: a proxy %s costs nothing', async (_, answer) => {
  const proxy = await startProxy({ answer });
  const { send, reports } = senderWith({ proxies: { https: proxy.url, except: [] }, timeout: 500 });
  expect(await send()).toEqual(refused);
  expect(reports).toMatchObject([{ doing: 'send', unsent: true, network: expect.stringMatching(/^E/) }]);
});

test('case 46: a connection that is never made costs nothing', async () => {
  // Its tunnel leads to a server that takes connections and never greets.
  const mute = createServer(() => {}).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  onTestFinished(() => void mute.close());
  const address = mute.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  const { send, reports } = senderWith({ apiUrl: `https://127.0.0.1:${address.port}`, timeout: 500 });
  expect(await send()).toEqual(refused);
  expect(reports).toMatchObject([
    { doing: 'send', unsent: true, network: expect.stringMatching(/^E(TIMEDOUT|CONNABORTED)$/) },
  ]);
});

test('case 46: region and edge are in the host that is asked', async () => {
  const proxy = await startProxy({ answer: 'HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n' });
  const place = { region: 'ie1', edge: 'dublin' };
  const { send } = senderWith({ place, proxies: { https: proxy.url, except: [] } });
  expect(await send()).toEqual(refused);
  expect(proxy.asked[0]).toMatch(/^CONNECT api\.dublin\.ie1\.twilio\.com:443 /);
});

test('case 46: what the operator’s environment says of proxies, region and edge is what is used', () => {
  const needed = {
    DISCORD_TOKEN: 'a-token',
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: token,
    TWILIO_FROM: from,
  };
  const read = (more: Record<string, string>) => {
    const result = parseConfig({ ...needed, ...more });
    return result.is === 'ok' ? result.config.twilio : result.problems.map(({ variable }) => variable);
  };
  expect(read({ https_proxy: 'proxy.example:3128', NO_PROXY: 'a.example, .b.example' })).toMatchObject({
    proxies: { https: 'http://proxy.example:3128', except: ['a.example', '.b.example'] },
  });
  expect(read({ HTTPS_PROXY: 'socks5://proxy.example' })).toEqual(['HTTPS_PROXY']);
  expect(read({ TWILIO_REGION: 'IE1', TWILIO_EDGE: 'dublin' })).toMatchObject({
    place: { region: 'ie1', edge: 'dublin' },
  });
  expect(read({ TWILIO_REGION: 'ie1' })).toEqual(['TWILIO_EDGE']);
  expect(read({ TWILIO_EDGE: 'dublin' })).toEqual(['TWILIO_REGION']);
  expect(read({ TWILIO_REGION: 'evil.example/', TWILIO_EDGE: 'dublin' })).toEqual(['TWILIO_REGION']);
});

test('case 46: the doctor names a certificate, a proxy, a region and its credentials', async () => {
  const { apiUrl } = await secureSandbox();
  const base = { accountSid, auth: { is: 'token', token }, sender: { is: 'number', from }, timeout: 1000 } as const;
  const [certificate] = await examineTwilio({ ...base, apiUrl });
  expect(JSON.stringify(certificate)).toMatch(/not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\).*NODE_EXTRA_CA_CERTS/);

  const proxy = await startProxy({ answer: 'HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n' });
  const place = { region: 'ie1', edge: 'dublin' };
  const [behind] = await examineTwilio({ ...base, place, proxies: { https: proxy.url, except: [] } });
  expect(JSON.stringify(behind)).toMatch(/HTTPS_PROXY.*api\.dublin\.ie1\.twilio\.com/);

  const unreached = { credentials: 'unreachable', sender: 'unknown', network: 'ENOTFOUND' } as const;
  expect(JSON.stringify(describeAccount(unreached, { ...base, place }))).toMatch(/TWILIO_REGION and TWILIO_EDGE/);
  const wrong = { credentials: 'wrong', sender: 'unknown' } as const;
  expect(JSON.stringify(describeAccount(wrong, { ...base, place }))).toMatch(/of the region ie1/);
});
