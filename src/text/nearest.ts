/** Codes under which other systems name a language that Discord has under another one. */
const aliases: Readonly<Record<string, string>> = { nb: 'no', nn: 'no' };

/**
 * The locale among `names` for who reads `wanted`: the same; or another form of the same language, at best of the same region, then the one
 * for many regions (`es-MX` → `es-419`), then one in the same script (`zh-HK` → `zh-TW`). Undefined where there is none, and for English,
 * which is there anyway.
 */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  if (names.includes(wanted)) return wanted;
  const own = partsOf(wanted);
  if (!own || own.language === 'en') return undefined;
  const others = names.flatMap((name) => {
    const parts = partsOf(name);
    return parts?.language === own.language ? [{ name, ...parts }] : [];
  });
  const best =
    others.find(({ region }) => region === own.region) ??
    others.find(({ region }) => /^\d+$/.test(region ?? '')) ??
    others.find(({ script }) => script === own.script) ??
    others[0];
  return best?.name;
}

/** Language, script and region, the likely ones where the code does not say; undefined where it is no code of a language. */
function partsOf(code: string) {
  try {
    const { language, script, region } = new Intl.Locale(code).maximize();
    return { language: aliases[language] ?? language, script, region };
  } catch {
    return undefined;
  }
}
