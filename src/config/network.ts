import type { Proxies } from '../network/proxies.ts';

/** Names of the usual variables for proxies. Their lower-case names, which other programs read as well, count the same. */
const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const;

type Given = Readonly<Partial<Record<string, string>>>;

/** `given`, with what stands under a lower-case name of a proxy under its upper-case one, where that is free. */
export function withProxyNames(given: Given): Given {
  const named = proxyVariables.flatMap((name) => {
    const value = given[name] ?? given[name.toLowerCase()];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...given, ...Object.fromEntries(named) };
}

interface ProxySettings {
  readonly HTTPS_PROXY?: string | undefined;
  readonly HTTP_PROXY?: string | undefined;
  readonly NO_PROXY: readonly string[];
}

/** The proxies that are set, if any are. */
export function proxiesOf({ HTTPS_PROXY: https, HTTP_PROXY: http, NO_PROXY: except }: ProxySettings) {
  if (!https && !http) return undefined;
  const proxies: Proxies = { ...(https && { https }), ...(http && { http }), except };
  return proxies;
}

/** Which one of Twilio's region and edge is missing, where the other is there. */
export function missingPlace({ TWILIO_REGION: region, TWILIO_EDGE: edge }: Given) {
  if (region && !edge) return 'TWILIO_EDGE';
  return edge && !region ? 'TWILIO_REGION' : undefined;
}
