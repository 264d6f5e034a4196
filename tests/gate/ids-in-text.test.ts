import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOfFile } from '../../src/gate/bulk/file-text.ts';
import { idsIn, MOST_IDS } from '../../src/gate/bulk/ids-in-text.ts';

const [one, two] = ['123456789012345678', '223456789012345679'];
const id = fc
  .bigInt({ min: 10n ** 16n, max: 10n ** 19n - 1n })
  .filter((each) => each % 1000n !== 0n)
  .map(String);

describe('the ids in another bot’s export', () => {
  it.each([
    [
      'CSV as Excel saves it',
      `\ufeffuser_id;name;guild_id\r\n"${one}";"a;""b""";${two}0\r\n"${two}";"over\r\ntwo lines";${two}0\r\n`,
    ],
    ['columns without a heading', `Ann,999999999999999999,${one}\nBob,999999999999999999,${two}\n`],
    ['a line of its own for the delimiter', `sep=,\nname,id\nAnn,${one}\nBob,${two}\n`],
    ['cells with more of another delimiter', `user_id,note\n${one},"a||b|;"\n${two},"a||b|;"\n`],
    ['tabs, apostrophes and formulas', `id\tname\n'${one}\tAnn\n="${two}"\tBob\n`],
    ['one a line', `${one}\r\n${two}\r\n`],
    ['mentions among words', `- <@${one}> joined\n- <@!${two}> joined\n`],
    ['several in a line', `${one}, ${two}`],
    ['a JSON list of numbers', `[${one}, ${two}]`],
    ['JSON objects', `{"members":[{"userId":${one},"guildId":"999999999999999999"},{"userId":"${two}"}]}`],
    ['JSON with the account inside', `[{"user":{"id":"${one}"},"roles":[]},{"user":{"id":${two}}}]`],
    ['JSON by id', `{"${one}":{"level":3},"${two}":{"level":4}}`],
    ['JSON a line', `{"_id":1,"user_id":"${one}"}\n{"_id":2,"user_id":"${two}"}\n`],
  ])('are found in %s', (_, text) => {
    expect(idsIn(text)).toMatchObject({ ids: [one, two], damaged: 0, unread: [], isCut: false });
  });

  it('are read in any encoding that a spreadsheet writes', () => {
    const text = `id\tname\r\n${one}\tJosé\r\n`;
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const big = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);
    for (const bytes of [little, big, Buffer.from(text)]) expect(idsIn(textOfFile(bytes) ?? '').ids).toEqual([one]);
    expect(textOfFile(Buffer.from([1, 0, 2]))).toBeUndefined();
  });

  it('count once, and what a spreadsheet has damaged is named as that', () => {
    const list = idsIn(`id,name\n${one},a\n${one},b\n1.23457E+17,c\n"1,23457E+17",d\nnobody,e\n`);
    expect(list).toEqual({ ids: [one], duplicates: 1, damaged: 2, unread: [6], column: 'id', isCut: false });
    const rounded = ['123456789012345000', '223456789012345000', '323456789012345000', one];
    expect(idsIn(rounded.join('\n'))).toMatchObject({ ids: [one], damaged: 3 });
    // One in a thousand ends so by itself.
    expect(idsIn(`123456789012345000\n${one}`).ids).toHaveLength(2);
  });

  it('stand in the order in which Discord lists members, and not without end', () => {
    expect(idsIn('999999999999999999\n1000000000000000001').ids).toEqual(['999999999999999999', '1000000000000000001']);
    const many = Array.from({ length: MOST_IDS + 5 }, (_, index) => String(10n ** 17n + 7n * BigInt(index) + 1n));
    expect(idsIn(many.join('\n'))).toMatchObject({ isCut: true });
  });

  it('are found whatever stands around them', () => {
    const cell = fc.string({ maxLength: 12 }).filter((text) => !/\d{15}|e\+/i.test(text));
    fc.assert(
      fc.property(
        fc.uniqueArray(id, { minLength: 3, maxLength: 20 }),
        cell,
        fc.constantFrom(',', ';', '\t'),
        (ids, words, delimiter) => {
          const quoted = `"${words.replaceAll('"', '""')}"`;
          const text = ['user_id', 'note']
            .join(delimiter)
            .concat('\r\n', ids.map((each) => `${each}${delimiter}${quoted}`).join('\r\n'));
          const list = idsIn(text);
          expect(new Set(list.ids)).toEqual(new Set(ids));
          expect(list.unread).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ['a line of delimiters over many lines', `x${','.repeat(1_000_000)}\n${'x\n'.repeat(1_000_000)}`],
    ['lines that are nearly JSON', '[\n'.repeat(2_000_000)],
    ['lists in lists', '['.repeat(2_000_000) + ']'.repeat(2_000_000)],
    ['objects in objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
    ['a list of small numbers', `[${'1,'.repeat(2_000_000)}1]`],
    ['an endless key', `{"${'aA'.repeat(1_500_000)}":1}`],
  ])('keep nobody waiting: %s', (_, text) => {
    const { ids, unread } = idsIn(text);
    expect(ids).toEqual([]);
    // No more lines are looked at, nor each of them in every column: that took hours.
    expect(unread.length).toBeLessThanOrEqual(2 * MOST_IDS);
  });

  it('never fail to be read', () => {
    fc.assert(fc.property(fc.string(), (text) => void idsIn(text)));
    expect(idsIn('').ids).toEqual([]);
    expect(idsIn('{').unread).toEqual([1]);
  });
});
