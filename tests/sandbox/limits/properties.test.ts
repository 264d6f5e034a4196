import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAnswer, checkRequest } from '../../../sandbox/discord/limits/index.ts';
import { CALLBACK, CHANNEL, COMMANDS, complaints, edit, ORIGINAL, post, reply, V2 } from './support.ts';

const text = (minLength: number, maxLength: number) => fc.string({ minLength, maxLength, unit: 'grapheme-ascii' });
const customId = (kind: string) => fc.uuid().map((id) => `${kind}:${id}`);

const button = fc.record({
  type: fc.constant(2),
  style: fc.integer({ min: 1, max: 4 }),
  label: text(1, 80),
  custom_id: customId('b'),
  disabled: fc.boolean(),
});
const select = fc.uniqueArray(text(1, 100), { minLength: 1, maxLength: 25 }).chain((values) =>
  fc.record({
    type: fc.constant(3),
    custom_id: customId('s'),
    placeholder: text(0, 150),
    max_values: fc.integer({ min: 1, max: values.length }),
    options: fc.constant(values.map((value) => ({ label: value, value }))),
  }),
);
const row = fc.record({
  type: fc.constant(1),
  components: fc.oneof(fc.array(button, { minLength: 1, maxLength: 5 }), fc.tuple(select)),
});
const display = fc.record({ type: fc.constant(10), content: text(1, 300) });
const section = fc.record({
  type: fc.constant(9),
  components: fc.array(display, { minLength: 1, maxLength: 3 }),
  accessory: button,
});
const separator = fc.record({ type: fc.constant(14), divider: fc.boolean(), spacing: fc.constantFrom(1, 2) });
// At most 4 sections of 3 texts: 21 components and 3600 characters.
const container = fc.record({
  type: fc.constant(17),
  accent_color: fc.integer({ min: 0, max: 0xffffff }),
  components: fc.array(fc.oneof(display, section, separator, row), { minLength: 1, maxLength: 4 }),
});
const v2 = fc.record({ flags: fc.constant(V2), components: fc.tuple(container) });
const legacy = fc.record({
  content: text(1, 2000).map((content) => `!${content}`.slice(0, 2000)),
  components: fc.array(row, { maxLength: 5 }),
});

test('any message within the limits passes', () => {
  fc.assert(
    fc.property(fc.oneof(v2, legacy), (message) => {
      expect(post(message)).toEqual([]);
      expect(reply(message)).toEqual([]);
      expect(edit(message)).toEqual([]);
      expect(complaints('POST', '/webhooks/1/tok', message)).toEqual([]);
    }),
  );
});

test('a repeated custom_id anywhere is refused, whatever else the message holds', () => {
  fc.assert(
    fc.property(container, button, (box, extra) => {
      const components = [box, { type: 1, components: [extra] }, { type: 1, components: [extra] }];
      expect(post({ flags: V2, components })).toContain(
        'components.2.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
      );
    }),
  );
});

const route = fc.constantFrom(
  ['POST', CALLBACK],
  ['POST', CHANNEL],
  ['POST', '/webhooks/1/tok'],
  ['PATCH', ORIGINAL],
  ['PATCH', '/channels/1/messages/2'],
  ['PUT', COMMANDS],
  ['POST', COMMANDS],
  ['PATCH', '/applications/1/commands/2'],
  ['POST', '/guilds/1/roles'],
  ['GET', '/guilds/1/roles'],
);
const isV2 = fc.boolean();
const anything = fc.jsonValue();
/** JSON that looks enough like the real thing to get past the first guards. */
const likely = fc.letrec((tie) => ({
  node: fc.dictionary(
    fc.constantFrom(
      'type',
      'data',
      'components',
      'component',
      'accessory',
      'options',
      'choices',
      'embeds',
      'name',
      'id',
    ),
    fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.oneof(fc.integer({ min: 0, max: 25 }), fc.jsonValue({ maxDepth: 1 })),
      fc.array(tie('node'), { maxLength: 3 }),
      tie('node'),
    ),
    { maxKeys: 4 },
  ),
})).node;

test('no JSON value makes a check throw, and every refusal names something', () => {
  fc.assert(
    fc.property(
      route,
      fc.oneof(anything, likely, fc.array(likely, { maxLength: 3 })),
      isV2,
      ([method = '', path = ''], body, flag) => {
        const refusal = checkRequest(method, path, body, { isV2: flag });
        if (refusal) expect(complaints(method, path, body, { isV2: flag }).length).toBeGreaterThan(0);
        checkAnswer(method, path, 200, body);
        checkAnswer(method, path, 400, body);
      },
    ),
    { numRuns: 500 },
  );
});

test('a key that is no ordinary key is an ordinary key', () => {
  const name_localizations = JSON.parse('{"__proto__": "Not Valid", "constructor": "Not Valid"}');
  const found = complaints('PUT', COMMANDS, [{ name: 'a', description: 'b', name_localizations }]);
  expect(found).toContain('0.name_localizations.constructor: APPLICATION_COMMAND_INVALID_NAME');
  expect(Object.prototype).not.toHaveProperty('_errors');
});

test('nesting deeper than any real message neither throws nor hangs', () => {
  let deep: unknown = { type: 10, content: 'a' };
  for (let level = 0; level < 2000; level++) deep = { type: 17, components: [deep] };
  expect(post({ flags: V2, components: [deep] })).toContain('components.0.components.0.type: UNION_TYPE_CHOICES');
});
