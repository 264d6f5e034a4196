/** Fields as a form or a query writes them: a list by repeating its name, and without what is not set. */
export function formOf(fields: unknown): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries<unknown>(Object(fields))) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) form.append(name, String(one));
    }
  }
  return form.toString();
}

/** The path of an address, below another one if need be, with its query and the parameters that come with it. */
export function pathOf({ pathname, search }: URL, params: unknown, below = ''): string {
  const query = [search.slice(1), formOf(params)].filter(Boolean).join('&');
  const path = `${below.replace(/\/$/, '')}${pathname}`;
  return query ? `${path}?${query}` : path;
}
