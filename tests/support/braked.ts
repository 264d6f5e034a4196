import type { RESTOptions } from 'discord.js';
import { manualClock } from '../../sandbox/sandbox.ts';
import { createBrake, HeldBack } from '../../src/discord/brake/brake.ts';
import { captureLogs } from './logs.ts';

export const API = 'https://discord.com/api/v10';
/** What Discord refuses with. */
export const refused = (code = 50001, status = 403) => ({ status, body: { code, message: 'no' } });
export const well = { status: 200, body: {} };

/** A brake before a Discord that answers as `says`. */
export function braked(
  says: (url: string, body: string) => { status: number; body: unknown; headers?: Record<string, string> },
  share = 1,
) {
  const clock = manualClock();
  const logs = captureLogs();
  const asked: { url: string; status: number }[] = [];
  const brake = createBrake({ clock, log: logs.logger, share });
  const send: RESTOptions['makeRequest'] = async (url, init) => {
    const { status, body, headers = {} } = says(url, String(init.body));
    asked.push({ url, status });
    return new Response(JSON.stringify(body), { status, headers });
  };
  const request = brake.through(send);
  return {
    clock,
    logs,
    asked,
    brake,
    refusals: () => asked.filter(({ status }) => status === 401 || status === 403).length,
    ask: async (path: string, method = 'GET', body?: unknown) => {
      try {
        const { status } = await request(`${API}${path}`, { method, body: JSON.stringify(body) });
        return status;
      } catch (error) {
        if (error instanceof HeldBack) return 'held';
        throw error;
      }
    },
  };
}
