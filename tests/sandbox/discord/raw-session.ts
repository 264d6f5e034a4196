import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

type Data = Record<string, unknown>;

/** A session without a library, to see what exactly is sent. @param query of the address, after `v=10&encoding=json` */
export async function rawSession(url: string, identify: object, query = 'v=10&encoding=json') {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/discord/gateway?${query}`);
  onTestFinished(() => socket.terminate());
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const events: { t: string; d: Data }[] = [];
  const opcodes: number[] = [];
  const waiting = new Map<string, (data: Data) => void>();
  socket.on('message', (raw) => {
    const packet = JSON.parse(String(raw));
    opcodes.push(packet.op);
    if (packet.op === 10) socket.send(JSON.stringify({ op: 2, d: { properties: {}, ...identify } }));
    if (packet.op === 9) waiting.get('op 9')?.({});
    if (packet.op !== 0) return;
    events.push(packet);
    waiting.get(packet.t)?.(packet.d);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const next = (type: string) => new Promise<Data>((resolve) => waiting.set(type, resolve));
  return {
    closed,
    next,
    opcodes,
    /** Sends an opcode, or text as it is. */
    say: (op: number | string, d?: object) => socket.send(typeof op === 'string' ? op : JSON.stringify({ op, d })),
    types: () => events.map((event) => event.t),
    all: (type: string) => events.filter((event) => event.t === type).map((event) => event.d),
    first: (type: string) => {
      const had = events.find((event) => event.t === type);
      return had ? Promise.resolve(had.d) : next(type);
    },
  };
}
