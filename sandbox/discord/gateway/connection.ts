import type { WebSocket } from 'ws';
import { isJson } from '../../world/components.ts';
import type { Json } from '../../world/types.ts';
import { type Closing, closings } from './identify.ts';
import { Op, type Session, send } from './session.ts';

/** What a connection asks of the gateway behind it. */
export interface Desk {
  /** Begins a session, or says why not. */
  identify(socket: WebSocket, data: Json): Session | Closing;
  /** Takes a session up again; `undefined` when it is forgotten. */
  resume(socket: WebSocket, data: Json): Session | Closing | undefined;
  /** The bot gave its session up by closing with 1000 or 1001. */
  forget(session: Session): void;
}

const HEARTBEAT_INTERVAL = 41_250;
const GOODBYE = new Set([1000, 1001]);

/** Speaks with one connected bot until either side closes. `url` is the path and query it connected to. */
export function converse(socket: WebSocket, url: string, desk: Desk): void {
  const query = new URL(url, 'ws://sandbox').searchParams;
  const isJsonV10 = query.get('v') === '10' && (query.get('encoding') ?? 'json') === 'json';
  if (!isJsonV10) {
    hangUp(socket, closings.invalidVersion);
    return;
  }

  let session: Session | undefined;
  // Real time, not the sandbox's: skipping ten minutes must not make a living bot look dead.
  const silence = setTimeout(() => hangUp(socket, closings.timedOut), HEARTBEAT_INTERVAL * 2);
  silence.unref();

  /** An invalidated session has let go of its socket, and the bot may begin again on it. */
  const authenticated = () => session?.socket === socket;

  function begin(begun: Session | Closing | undefined): void {
    if (!begun) send(socket, Op.InvalidSession, false);
    else if ('code' in begun) hangUp(socket, begun);
    else session = begun;
  }

  function hear(packet: Json): void {
    const data = isJson(packet.d) ? packet.d : {};
    switch (packet.op) {
      case Op.Heartbeat:
        send(socket, Op.HeartbeatAck, null);
        break;
      case Op.Identify:
      case Op.Resume:
        if (authenticated()) hangUp(socket, closings.alreadyAuthenticated);
        else begin(packet.op === Op.Identify ? desk.identify(socket, data) : desk.resume(socket, data));
        break;
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
      case Op.RequestGuildMembers:
        if (!authenticated()) hangUp(socket, closings.notAuthenticated);
        break;
      default:
        hangUp(socket, closings.unknownOpcode);
    }
  }

  socket.on('message', (raw) => {
    silence.refresh();
    const packet = parsed(String(raw));
    if (packet) hear(packet);
    else hangUp(socket, closings.undecodable);
  });
  socket.on('close', (code) => {
    clearTimeout(silence);
    if (!session || session.socket !== socket) return;
    session.socket = undefined;
    if (GOODBYE.has(code)) desk.forget(session);
  });
  send(socket, Op.Hello, { heartbeat_interval: HEARTBEAT_INTERVAL, _trace: ['sandbox'] });
}

function hangUp(socket: WebSocket, { code, reason }: Closing): void {
  socket.close(code, reason);
}

function parsed(text: string): Json | undefined {
  try {
    const packet: unknown = JSON.parse(text);
    return isJson(packet) ? packet : undefined;
  } catch {
    return undefined;
  }
}
