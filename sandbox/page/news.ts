import type { Component, Message, PageView, Phone } from '../control/view.ts';
import { timestamp } from './timestamps.ts';

/** What changed between two snapshots that a person who cannot see the page should hear, in whole sentences. */
export function news(before: PageView | undefined, after: PageView): string[] {
  if (!before || before.viewerId !== after.viewerId) return [];
  return [
    ...saidIn(before, after),
    ...texted(before, after),
    ...called(before, after),
    ...promoted(before, after),
    ...failures(before, after),
  ];
}

function saidIn(before: PageView, after: PageView): string[] {
  if (before.channelId !== after.channelId) return [];
  return after.messages
    .filter((message) => {
      const old = before.messages.find((known) => known.id === message.id);
      return !old || words(old) !== words(message);
    })
    .map((message) => `${message.author.name}: ${spoken(message, after)}`);
}

function texted(before: PageView, after: PageView): string[] {
  // A phone that two people share is told of once: as the viewer's, where it is theirs.
  const own = after.phones.filter((phone) => phone.ownerId === after.viewerId);
  const phones = new Map([...after.phones.toReversed(), ...own].map((phone) => [phone.number, phone]));
  return [...phones.values()].flatMap((phone) => {
    const old = before.phones.find((candidate) => candidate.number === phone.number);
    const where = nameOf(phone, after);
    const fresh = phone.texts.slice(old?.texts.length ?? 0).filter((text) => text.way === 'in');
    const chats = phone.chats.slice(old?.chats.length ?? 0);
    return [
      ...fresh.map((text) => `New text on ${where}: ${text.body}`),
      ...chats.map((text) => `New WhatsApp message on ${where}: ${text.body}`),
    ];
  });
}

function nameOf(phone: Phone, view: PageView): string {
  const owner = view.people.find((person) => person.id === phone.ownerId)?.name;
  return owner ? `${owner}'s phone` : phone.label;
}

/** Phones that began to ring. What is said in a call is read out where it is shown. */
function called(before: PageView, after: PageView): string[] {
  const wasRinging = new Set(before.phones.map(({ call }) => (call?.is === 'ringing' ? call.id : '')));
  const ringing = after.phones.filter(({ call }) => call?.is === 'ringing' && !wasRinging.has(call.id));
  const own = ringing.filter(({ ownerId }) => ownerId === after.viewerId);
  const calls = new Map([...ringing, ...own].map((phone) => [phone.call?.id, phone]));
  return [...calls.values()].map((phone) => `${nameOf(phone, after)} rings: a call from ${phone.call?.from}.`);
}

function promoted(before: PageView, after: PageView): string[] {
  return after.people.flatMap((person) => {
    const old = before.people.find((known) => known.id === person.id)?.roleIds ?? [];
    const gained = after.roles.filter((role) => person.roleIds.includes(role.id) && !old.includes(role.id));
    return gained.map((role) => `${person.name} now has the role ${role.name}.`);
  });
}

function failures(before: PageView, after: PageView): string[] {
  return after.failed && !before.failed && after.failed.is !== 'modal' ? ['This interaction failed.'] : [];
}

/** A message's words without its markdown, and with its instants as they read now. */
function spoken(message: Message, view: PageView): string {
  const locale = view.people.find((person) => person.id === view.viewerId)?.locale ?? 'en-US';
  return words(message)
    .replace(/<t:(-?\d+)(?::(\w))?>/g, (_, seconds, style = 'f') => timestamp(seconds * 1000, style, view.now, locale))
    .replace(/<[^>]*>/g, '')
    .replace(/[*_~`|#>]|^-# /gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function words(message: Message): string {
  if (message.loading) return 'is thinking';
  return [message.content, ...message.components.flatMap(wordsOf)].join('\n');
}

function wordsOf(part: Component): string[] {
  const own = part.type === 10 ? [part.content ?? ''] : [];
  return [...own, ...(part.components ?? []).flatMap(wordsOf)];
}
