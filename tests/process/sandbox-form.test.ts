import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { PageView } from '../../sandbox/control/view.ts';

const main = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

/** What somebody in #verify sees, as soon as it is what is waited for. */
async function viewOf(url: string, isThere: (view: PageView) => boolean): Promise<PageView> {
  const { body } = await fetch(`${url}/control/events`);
  let text = '';
  let view: PageView | undefined;
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      // The first one is whole, and each one after it has what has changed.
      const next: PageView = { ...view, ...JSON.parse(event.replace(/^data: ?/, '')) };
      if (isThere(next)) return next;
      view = next;
    }
  }
  throw new Error('The sandbox has ended.');
}

it("the sandbox's number form has the operator's own name and pages, for the pictures of a registration", async () => {
  const own = { BRAND_NAME: 'Harbour Club', TERMS_URL: 'https://harbour.example/terms' };
  const sandbox = spawn(process.execPath, [main, '--port', '0'], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = Promise.withResolvers<void>();
  sandbox.once('close', () => ended.resolve());
  onTestFinished(async () => {
    sandbox.kill('SIGTERM');
    await ended.promise;
  });
  let said = '';
  sandbox.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await expect.poll(() => said, { timeout: 50_000 }).toContain('Ctrl+C stops it');
  const url = /http:\S+/.exec(said)?.[0] ?? '';

  const { viewerId, guide, messages } = await viewOf(url, (view) => view.messages.length > 0);
  expect(guide.button?.label).toBe('Verify');
  const notice = messages[0];
  const customId = /"custom_id":"([^"]*)"/.exec(JSON.stringify(notice))?.[1];
  await fetch(`${url}/control/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ is: 'press', viewerId, messageId: notice?.id, customId }),
  });
  const { modal } = await viewOf(url, (view) => view.modal !== null);
  expect(JSON.stringify(modal)).toContain('**Harbour Club** texts you');
  expect(JSON.stringify(modal)).toContain('(https://harbour.example/terms)');
}, 70_000);
