import { fetch as fetchByAgent, ProxyAgent } from 'undici';
import { type Proxies, proxyTo } from './proxies.ts';

/** What sends requests to an address through the proxy on the way; undefined where there is none. */
export function agentTo(url: string, proxies: Proxies): ProxyAgent | undefined {
  const proxy = proxyTo(new URL(url), proxies);
  return proxy === undefined ? undefined : new ProxyAgent(proxy);
}

/** `fetch` through the proxies. */
export function fetchThrough(proxies: Proxies) {
  return (url: string, init: { readonly headers: Record<string, string>; readonly signal: AbortSignal }) => {
    const dispatcher = agentTo(url, proxies);
    return fetchByAgent(url, { ...init, ...(dispatcher && { dispatcher }) });
  };
}
