import type { Play } from './play.ts';

type Called = Pick<Play, 'sandbox' | 'clock'>;

/** The calls to a phone, oldest first. */
export const callsTo = ({ sandbox }: Pick<Called, 'sandbox'>, phone: string) =>
  sandbox.twilio.calls.all().filter(({ to }) => to === phone);

/** The owner of a phone answers its newest call, presses a key where one is asked for, and listens until it ends. @returns the code that is said */
export async function answerCall(play: Called, phone: string): Promise<string> {
  const { calls } = play.sandbox.twilio;
  const sid = callsTo(play, phone).at(-1)?.sid ?? '';
  await play.clock.skip(1000);
  calls.answer(sid);
  for (let second = 0; second < 60 && calls.get(sid)?.status === 'in-progress'; second++) {
    await play.clock.skip(1000);
    if (calls.get(sid)?.awaitsKey) calls.press(sid, '1');
  }
  const said = calls.get(sid)?.said.map(({ text }) => text) ?? [];
  return (said.join(' ').match(/\d/g) ?? []).slice(0, 4).join('');
}
