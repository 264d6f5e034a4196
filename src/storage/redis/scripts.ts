import { type CommandParser, defineScript } from '@redis/client';

/** Takes of each, or nothing: the counts, or the negative place of the first that had none left. */
const TAKE = `
local counts = {}
for place, key in ipairs(KEYS) do
  local amount = ARGV[3 * place - 2]
  local count = redis.call('incrby', key, amount)
  if count == tonumber(amount) then redis.call('pexpire', key, ARGV[3 * place]) end
  if count > tonumber(ARGV[3 * place - 1]) then
    for taken = 1, place do redis.call('decrby', KEYS[taken], ARGV[3 * taken - 2]) end
    return {-place}
  end
  counts[place] = count
end
return counts`;

/** Never below zero, and without a longer life. */
const GIVE_BACK = `
for place, key in ipairs(KEYS) do
  local back = math.min(tonumber(redis.call('get', key) or 0), tonumber(ARGV[place]))
  if back > 0 then redis.call('decrby', key, back) end
end`;

/** Puts a value in the place of the one before it, which is empty where there may be none. */
const REPLACE = `
if (redis.call('get', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
return 1`;

function script<Reply>(text: string, transformReply: (reply: Reply) => Reply) {
  return defineScript({
    SCRIPT: text,
    parseCommand(parser: CommandParser, keys: readonly string[], values: readonly (string | number)[] = []) {
      parser.pushKeysLength([...keys]);
      parser.push(...values.map(String));
    },
    transformReply,
  });
}

/** What Redis does in one step for counters and challenges. */
export const scripts = {
  takeAll: script<number[]>(TAKE, (counts) => counts),
  giveBack: script<null>(GIVE_BACK, (nothing) => nothing),
  replaceValue: script<number>(REPLACE, (done) => done),
};
