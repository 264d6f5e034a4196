/** The names of an answer's fields, sorted, with those of what is in it: `whatsapp.from`. */
export function fieldsOf(value: unknown, below = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value)
    .flatMap(([name, inner]) => [`${below}${name}`, ...fieldsOf(inner, `${below}${name}.`)])
    .toSorted();
}

/** Asks the sandbox as no library would: with a form, or for a page, and the whole answer. */
export async function ask(url: string, path: string, form?: Record<string, string>, method = form ? 'POST' : 'GET') {
  const login = Buffer.from(`AC${'1'.repeat(32)}:a-plainly-fictional-auth-token`).toString('base64');
  const body = form ? { body: new URLSearchParams(form) } : {};
  const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Basic ${login}` }, ...body });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}
