import { type Problem, required } from './errors.ts';
import { isObject, type JsonObject, objectsIn, type Path, textOf } from './json.ts';

/** What counts towards the 6000 characters that all embeds of a message share. */
function textLength(embed: JsonObject): number {
  const author = isObject(embed.author) ? textOf(embed.author.name) : '';
  const footer = isObject(embed.footer) ? textOf(embed.footer.text) : '';
  const fields = objectsIn(embed.fields, []).map(({ value }) => textOf(value.name) + textOf(value.value));
  return [textOf(embed.title), textOf(embed.description), author, footer, ...fields].join('').length;
}

const SHOWS_SOMETHING = ['title', 'description', 'author', 'footer', 'fields', 'image', 'thumbnail'];

/** Embeds: 6000 characters in all, none without content, every field with a name and a value. */
export function* problemsOfEmbeds(embeds: unknown, at: Path): Generator<Problem> {
  const placed = objectsIn(embeds, at);
  const total = placed.reduce((sum, { value }) => sum + textLength(value), 0);
  if (total > 6000) {
    yield { at, code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' };
  }
  for (const embed of placed) {
    if (!SHOWS_SOMETHING.some((key) => embed.value[key])) yield required([...embed.at, 'description']);
    for (const field of objectsIn(embed.value.fields, [...embed.at, 'fields'])) {
      if (field.value.name === '') yield required([...field.at, 'name']);
      if (field.value.value === '') yield required([...field.at, 'value']);
    }
  }
}
