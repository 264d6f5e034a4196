import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Answers a request, which is the whole text of it, by bytes of the test's own choice. */
export type Answer = (socket: Socket, request: string) => void;

/** A server for answers that no decent server gives. It hears every request to its end. */
export async function serveBytes(answer: Answer) {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let heard = '';
    sockets.add(socket);
    // A client that gives up resets the connection.
    socket.on('error', () => {});
    socket.setEncoding('latin1').on('data', (text: string) => {
      heard += text;
      const [head = '', body] = heard.split('\r\n\r\n');
      const expected = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body === undefined || body.length < expected) return;
      const request = heard;
      heard = '';
      requests.push(request);
      answer(socket, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    /** How many connections were made. */
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer as it goes over the wire. */
export function http(status: number, body: string, type = 'application/json', more = ''): string {
  const head = `HTTP/1.1 ${status} Whatever\r\nContent-Type: ${type}\r\n${more}`;
  return `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
