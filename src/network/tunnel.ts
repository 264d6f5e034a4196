import { type ClientRequest, request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as secure } from 'node:tls';
import type { Ms } from '../clock.ts';

const ANSWER_WITHIN: Ms = 10_000;

/** Where a connection is to lead. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** Whether TLS is spoken with it, through the proxy. */
  readonly isSecure: boolean;
}

type Done = (error: Error | null, socket?: Duplex) => void;

/** The proxy did not let a connection through. Nothing has reached anybody beyond it. */
class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused';
  readonly code = 'EPROXY';
}

/**
 * Connects through a proxy, by CONNECT.
 * @param proxy its address, with a name and a password where it asks for them
 * @param done told once, of the connection or of why there is none
 */
export function tunnel(proxy: string, { host, port, isSecure }: Target, done: Done): void {
  const { protocol, hostname, port: itsPort, username, password } = new URL(proxy);
  const request = protocol === 'https:' ? requestSecurely : requestPlainly;
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  request({
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: itsPort || (protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: authority,
    headers: { Host: authority, ...(username && { 'Proxy-Authorization': `Basic ${login}` }) },
    agent: false,
    timeout: ANSWER_WITHIN,
  })
    .once('timeout', function (this: ClientRequest) {
      this.destroy(new ProxyRefused('the proxy does not answer'));
    })
    .once('connect', ({ statusCode }, socket) => {
      if (statusCode !== 200) {
        socket.destroy();
        done(new ProxyRefused(`the proxy answered with status ${statusCode}`));
      } else if (isSecure) encrypt(socket, host, done);
      else done(null, socket);
    })
    .once('error', done)
    .end();
}

function encrypt(socket: Duplex, host: string, done: Done): void {
  const secured = secure({ socket, servername: /^[\d.]+$|:/.test(host) ? '' : host, host }, () => {
    secured.off('error', done);
    done(null, secured);
  }).once('error', done);
}
