import { createRequire } from 'node:module';
import { type Proxies, proxyTo } from '../../network/proxies.ts';
import { tunnel } from '../../network/tunnel.ts';

/**
 * Has the connections to Discord's gateway go through the proxies. discord.js has no way to say so, and takes its WebSocket from the
 * package `ws` when it is loaded: this has to be called before.
 */
export function reachGatewayThrough(proxies: Proxies): void {
  const fromDiscord = createRequire(createRequire(import.meta.url).resolve('discord.js'));
  const sockets: { WebSocket: new (...given: unknown[]) => object } = createRequire(
    fromDiscord.resolve('@discordjs/ws'),
  )('ws');
  sockets.WebSocket = new Proxy(sockets.WebSocket, {
    construct: (target, [url, protocols, options], own) =>
      Reflect.construct(target, [url, protocols, { ...options, ...wayTo(new URL(String(url)), proxies) }], own),
  });
}

/** What `ws` is to be told besides. */
function wayTo(url: URL, proxies: Proxies) {
  const proxy = proxyTo(url, proxies);
  if (proxy === undefined) return {};
  const isSecure = url.protocol === 'wss:';
  const port = Number(url.port) || (isSecure ? 443 : 80);
  const target = { host: url.hostname.replace(/^\[|\]$/g, ''), port, isSecure };
  // Node waits until it is told of a connection that is not returned at once.
  return { createConnection: (_: unknown, done: Parameters<typeof tunnel>[2]) => tunnel(proxy, target, done) };
}
