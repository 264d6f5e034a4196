import type { WebSocket } from 'ws';
import { isJson } from '../../world/components.ts';
import type { Json } from '../../world/types.ts';
import { readJson } from '../read-json.ts';
import { type Closing, closings } from './identify.ts';
import { createLine, type Line } from './line.ts';
import { REQUESTS } from './requests.ts';
import { Op, type Session, send } from './session.ts';

/** How a connection was opened. */
export interface Opening {
  readonly line: Line;
  /** Discord's gateway version, 6 to 10. */
  readonly version: number;
}

/** What a connection asks of the gateway behind it. */
export interface SessionManager {
  /** Begins a session, or says why not; `undefined` when the bot begins too many at once. */
  identify(opening: Opening, data: Json): Session | Closing | undefined;
  /** Takes a session up again; `undefined` when it is forgotten. */
  resume(opening: Opening, data: Json): Session | Closing | undefined;
  /** Carries out what the bot asks of its session. */
  request(session: Session, op: number, data: Json): void;
  /** The bot gave its session up by closing with 1000 or 1001. */
  forget(session: Session): void;
  /** Whether this connection may send yet another event. Each has a count of its own. */
  newCount(): () => boolean;
}

const VERSIONS: ReadonlySet<number> = new Set([6, 7, 8, 9, 10]);
const HEARTBEAT_INTERVAL = 41_250;
const GOODBYE = new Set([1000, 1001]);
/** Real milliseconds. Some clients lose what comes with the handshake's own bytes, which over a network nothing does. */
const MOMENT = 5;
/** Bytes of one event from a bot. */
const LARGEST_EVENT = 4_096;

/** Speaks with one connected bot until either side closes. `url` is the path and query it connected to. */
export function converse(socket: WebSocket, url: string, manager: SessionManager): void {
  const query = new URL(url, 'ws://sandbox').searchParams;
  const line = createLine(socket, query.get('compress') ?? '');
  const version = Number(query.get('v') ?? 6);
  const obstacle = obstacleTo(version, query.get('encoding') ?? 'json');
  if (obstacle) {
    line.close(obstacle);
    return;
  }

  const mayHear = manager.newCount();
  let session: Session | undefined;
  // Real time, not the sandbox's: skipping ten minutes must not make a living bot look dead.
  const silence = setTimeout(() => line.close(closings.timedOut), HEARTBEAT_INTERVAL * 2);
  silence.unref();

  /** An invalidated session has let go of its line, and the bot may begin again on it. */
  const own = () => (session?.line === line ? session : undefined);

  function begin(begun: Session | Closing | undefined): void {
    if (!begun) send(line, Op.InvalidSession, false);
    else if ('code' in begun) line.close(begun);
    else session = begun;
  }

  function enter(op: unknown, data: Json): void {
    if (own()) line.close(closings.alreadyAuthenticated);
    else
      begin(op === Op.Identify ? manager.identify({ line, version }, data) : manager.resume({ line, version }, data));
  }

  function hear({ op, d }: Json): void {
    const data = isJson(d) ? d : {};
    const opened = own();
    if (op === Op.Heartbeat) send(line, Op.HeartbeatAck, null);
    else if (op === Op.Identify || op === Op.Resume) enter(op, data);
    else if (!REQUESTS.has(op)) line.close(closings.unknownOpcode);
    else if (!opened) line.close(closings.notAuthenticated);
    else manager.request(opened, Number(op), data);
  }

  socket.on('message', (raw) => {
    silence.refresh();
    const text = String(raw);
    const packet = Buffer.byteLength(text) > LARGEST_EVENT ? undefined : parsed(text);
    if (!packet) line.close(closings.undecodable);
    else if (!mayHear()) line.close(closings.rateLimited);
    else hear(packet);
  });
  socket.on('close', (code) => {
    clearTimeout(silence);
    const left = own();
    if (!left) return;
    left.line = undefined;
    if (GOODBYE.has(code)) manager.forget(left);
  });
  const hello = setTimeout(
    () => send(line, Op.Hello, { heartbeat_interval: HEARTBEAT_INTERVAL, _trace: ['sandbox'] }),
    MOMENT,
  );
  socket.on('close', () => clearTimeout(hello));
}

function obstacleTo(version: number, encoding: string): Closing | undefined {
  if (!VERSIONS.has(version)) return closings.invalidVersion;
  return encoding === 'json' ? undefined : closings.unknownEncoding;
}

function parsed(text: string): Json | undefined {
  try {
    const packet = readJson(text);
    return isJson(packet) ? packet : undefined;
  } catch {
    return undefined;
  }
}
