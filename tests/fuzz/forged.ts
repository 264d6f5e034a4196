import { ComponentType } from 'discord.js';
import fc from 'fast-check';
import type { Json } from '../../sandbox/world/types.ts';
import { routes } from '../support/routes.ts';
import { country, json, number, text } from './hostile.ts';

/** The fields of every form, by its route, with what they may be filled in with. */
export const forms: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<Json>>>>> = {
  'number:enter': { country: input(country), number: input(number), consent: consent() },
  'code:submit': { code: input(fc.oneof(number, text)) },
  'request:open': { words: input(text) },
  'request:reply': { words: input(text) },
  'request:approve': { reason: input(text) },
  'request:move': { reason: input(text) },
  'request:decline': { reason: input(text) },
  'request:ask': { question: input(text) },
  'member:approve': { reason: input(text) },
  'member:revoke': { reason: input(text), duration: duration() },
  'member:block': { reason: input(text), duration: duration() },
  'setup:newtext': { text: input(text) },
  'setup:newcountries': { rule: rule(), countries: input(country), default: input(country) },
  'setup:newlines': { voip: lineRule() },
  'setup:newsmsname': { smsname: input(text) },
  'setup:sendtest': { country: input(country), number: input(number), channel: rule() },
  'setup:newlimits': { age: input(text), cap: input(text) },
  'times:form': { months: input(text), days: input(text) },
};

function input(value: fc.Arbitrary<string>): fc.Arbitrary<Json> {
  return value.map((typed) => ({ type: ComponentType.TextInput, value: typed }));
}

function consent(): fc.Arbitrary<Json> {
  const ticked: Json = { type: ComponentType.CheckboxGroup, values: ['agreed'] };
  const wild = fc.array(text, { maxLength: 2 }).map((values): Json => ({ type: ComponentType.CheckboxGroup, values }));
  return fc.oneof({ weight: 3, arbitrary: fc.constant(ticked) }, { weight: 1, arbitrary: wild });
}

function rule(): fc.Arbitrary<Json> {
  return fc
    .oneof(fc.constantFrom('all', 'only', 'except'), text)
    .map((value) => ({ type: ComponentType.RadioGroup, value }));
}

function lineRule(): fc.Arbitrary<Json> {
  const values = fc.oneof(fc.subarray(['take', 'askStaff', 'refuse']), fc.array(text, { maxLength: 2 }));
  return values.map((chosen) => ({ type: ComponentType.StringSelect, values: chosen }));
}

function duration(): fc.Arbitrary<Json> {
  const values = fc.oneof(fc.subarray(['day1', 'days7', 'forever']), fc.array(text, { maxLength: 2 }));
  return values.map((chosen) => ({ type: ComponentType.StringSelect, values: chosen }));
}

const inputTypes = [
  ComponentType.TextInput,
  ComponentType.StringSelect,
  ComponentType.Checkbox,
  ComponentType.RadioGroup,
];
/** A field that is not what the bot asked for: another kind, another type of value, or none. */
const strange: fc.Arbitrary<Json> = fc.record(
  { type: fc.constantFrom(...inputTypes), value: json, values: fc.array(json, { maxLength: 3 }) },
  { requiredKeys: ['type'] },
);

/** Custom ids: of every route and none, with every kind of argument. @param ids what a real argument may begin with */
export function customId(ids: readonly string[], of: readonly string[] = routes): fc.Arbitrary<string> {
  const suffix = fc.oneof(text, fc.constantFrom('', '-0', '-1', '-99999', '.1', '.x', '..', '/../..'));
  const argument = fc.oneof(
    text,
    fc.constantFrom(...ids),
    fc.tuple(fc.constantFrom(...ids), suffix).map((parts) => parts.join('')),
  );
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...of).map((name) => `v1:${name}`) },
    { weight: 12, arbitrary: fc.tuple(fc.constantFrom(...of), argument).map(([name, arg]) => `v1:${name}:${arg}`) },
    { weight: 1, arbitrary: text },
  );
}

const componentTypes = [
  ...[ComponentType.Button, ComponentType.Button, ComponentType.Button, ComponentType.StringSelect],
  ...[ComponentType.UserSelect, ComponentType.RoleSelect, ComponentType.MentionableSelect, ComponentType.ChannelSelect],
];

const sending = ['panel:send', 'panel:resend', 'panel:call', 'panel:whatsapp', 'same:regenerate'];

/** The press that asks for the first code. */
export const pressOfSend: Json = { custom_id: 'v1:panel:send', component_type: ComponentType.Button };

/** Whether it asks for a code. */
export const asksForSms = ({ custom_id }: Json) => sending.some((name) => String(custom_id).startsWith(`v1:${name}`));

/** A press or a choice: one in three asks for an SMS, the others are as no client sends them. */
export function component(ids: readonly string[]): fc.Arbitrary<Json> {
  const send = customId(ids, sending).map((custom_id) => ({ custom_id, component_type: ComponentType.Button }));
  return fc.oneof({ weight: 1, arbitrary: send }, { weight: 2, arbitrary: wildComponent(ids) });
}

function wildComponent(ids: readonly string[]): fc.Arbitrary<Json> {
  return fc.record({
    custom_id: customId(ids),
    component_type: fc.constantFrom(...componentTypes),
    values: fc.array(fc.oneof(text, fc.constantFrom(...ids, '1', 'deny', 'voip')), { maxLength: 3 }),
  });
}

/** A form as no client sends it: half of the time with the fields that it has, filled in with anything. */
export function modal(ids: readonly string[]): fc.Arbitrary<Json> {
  const honest = fc.constantFrom(...Object.keys(forms)).chain((name) => {
    const fields = fc.record({ ...forms[name] });
    return fc.tuple(customId(ids, [name]), fields).map(([custom_id, filled]) => modalOf(custom_id, filled));
  });
  const names = fc.constantFrom(...new Set(Object.values(forms).flatMap((fields) => Object.keys(fields))), '__proto__');
  const wild = fc
    .tuple(customId(ids), fc.dictionary(names, strange, { maxKeys: 4 }))
    .map(([custom_id, filled]) => modalOf(custom_id, filled));
  const begun = fc
    .tuple(fc.nat(20), fc.constantFrom('+14155550', '+4477009001', '+491713920000'))
    .map(([last, first]) => `${first}${first.startsWith('+1') ? 100 + last : 10 + last}`)
    .map((typed) => modalOf('v1:number:enter', numberForm(typed)));
  return fc.oneof({ weight: 2, arbitrary: honest }, { weight: 1, arbitrary: wild }, { weight: 1, arbitrary: begun });
}

function numberForm(typed: string): Readonly<Record<string, Json>> {
  return {
    country: { type: ComponentType.TextInput, value: '' },
    number: { type: ComponentType.TextInput, value: typed },
    consent: { type: ComponentType.CheckboxGroup, values: ['agreed'] },
  };
}

function modalOf(custom_id: string, fields: Readonly<Record<string, Json>>): Json {
  const components = Object.entries(fields).map(([name, field]) => ({
    type: ComponentType.Label,
    component: { ...field, custom_id: name },
  }));
  return { custom_id, components };
}

const commandNames = ['verify', 'setup', 'member', 'stats', 'privacy', '__proto__', 'constructor', 'toString', ''];
const steps = ['lookup', 'approve', 'revoke', 'block', 'unblock', 'show', 'export', 'constructor'];
const optionNames = ['user', 'reason', 'duration', 'block', 'role', 'channel', 'days', '__proto__'];

/** A command as no client sends it. */
export function command(ids: readonly string[]): fc.Arbitrary<Json> {
  const value = fc.oneof(text, fc.constantFrom(...ids), fc.integer(), fc.boolean());
  const option = fc.record({
    name: fc.constantFrom(...optionNames),
    type: fc.constantFrom(3, 3, 4, 5, 6, 7, 8, 10),
    value,
  });
  const options = fc.uniqueArray(option, { maxLength: 4, selector: ({ name }) => name });
  const step = fc.tuple(fc.constantFrom(...steps), options).map(([name, inner]) => [{ name, type: 1, options: inner }]);
  const chat = fc.record({
    id: fc.constant('1'),
    type: fc.constant(1),
    name: fc.constantFrom(...commandNames),
    options: fc.oneof(step, options),
  });
  const named = fc.tuple(
    fc.constantFrom('Verification', '__proto__', 'constructor'),
    fc.oneof(fc.constantFrom(...ids), text),
  );
  const onUser = named.map(([name, target_id]) => ({
    id: '1',
    type: 2,
    name,
    target_id,
    resolved: resolvedUser(target_id),
  }));
  return fc.oneof({ weight: 3, arbitrary: chat }, { weight: 1, arbitrary: onUser });
}

/** Discord itself adds this, whatever a client sends. */
function resolvedUser(id: string): Json {
  return { users: { [id]: { id, username: 'somebody', discriminator: '0', avatar: null, global_name: null } } };
}
