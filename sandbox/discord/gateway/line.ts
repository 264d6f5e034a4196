import { constants, createDeflate, createZstdCompress, type Deflate, deflateSync, type ZstdCompress } from 'node:zlib';
import type { WebSocket } from 'ws';
import type { Closing } from './identify.ts';

/** One open connection to a bot, whatever the bytes on it look like. */
export interface Line {
  send(text: string): void;
  /** Closes when everything sent has left. */
  close(closing: Closing): void;
  terminate(): void;
  /** From now on each payload is compressed by itself: a bot asks for it when it identifies. */
  compressEach(): void;
}

/** Discord's transport compressions: one stream for the whole connection, flushed after every payload. */
const COMPRESSIONS: Readonly<Record<string, () => Deflate | ZstdCompress>> = {
  'zlib-stream': () => createDeflate({ flush: constants.Z_SYNC_FLUSH }),
  'zstd-stream': () => createZstdCompress({ flush: constants.ZSTD_e_flush }),
};

/** @param compression as in the address: `zlib-stream`, `zstd-stream`; text for anything else */
export function createLine(socket: WebSocket, compression: string): Line {
  const stream = COMPRESSIONS[compression]?.();
  return stream ? streamedLine(socket, stream) : plainLine(socket);
}

function plainLine(socket: WebSocket): Line {
  let isCompressed = false;
  return {
    send: (text) => socket.send(isCompressed ? deflateSync(text) : text),
    close: ({ code, reason }) => socket.close(code, reason),
    terminate: () => socket.terminate(),
    compressEach: () => {
      isCompressed = true;
    },
  };
}

function streamedLine(socket: WebSocket, stream: Deflate | ZstdCompress): Line {
  const chunks: Buffer[] = [];
  let isClosing = false;
  stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
  socket.once('close', () => stream.destroy());
  return {
    send: (text) => {
      if (!isClosing && !stream.destroyed) stream.write(text, () => socket.send(Buffer.concat(chunks.splice(0))));
    },
    close: ({ code, reason }) => {
      if (isClosing) return;
      isClosing = true;
      if (stream.destroyed) socket.close(code, reason);
      else stream.flush(() => socket.close(code, reason));
    },
    terminate: () => socket.terminate(),
    compressEach: () => undefined,
  };
}
