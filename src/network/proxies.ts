/** The proxies that this machine's operator has set, as addresses. */
export interface Proxies {
  readonly https?: string;
  readonly http?: string;
  /** Hosts that are reached without one: names, `.domain`, `*.domain`, `host:port`, or `*`. */
  readonly except: readonly string[];
}

const defaultPorts: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80', 'wss:': '443', 'ws:': '80' };

/**
 * The proxy on the way to `target`, by the rules that curl made common: `HTTPS_PROXY` for https and wss, `HTTP_PROXY` for the
 * others, and none for what `NO_PROXY` names, a domain's subdomains included.
 */
export function proxyTo(target: URL, { https, http, except }: Proxies): string | undefined {
  const isSecure = target.protocol === 'https:' || target.protocol === 'wss:';
  const proxy = isSecure ? https : http;
  return proxy === undefined || except.some((entry) => names(entry, target)) ? undefined : proxy;
}

function names(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === '*') return true;
  const [, host = '', itsPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (itsPort !== undefined && itsPort !== (port || defaultPorts[protocol])) return false;
  const domain = host.replace(/^\*?\./, '');
  return domain !== '' && (hostname === domain || hostname.endsWith(`.${domain}`));
}
