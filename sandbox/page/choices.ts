import type { Choice, PageView } from '../control/view.ts';

export const users = (view: PageView): Choice[] =>
  view.members
    .filter(({ standing }) => standing === 'member')
    .map((user) => ({ label: `@${user.name}`, value: user.id }));

export const roles = (view: PageView): Choice[] =>
  view.roles.map((role) => ({ label: role.name.startsWith('@') ? role.name : `@${role.name}`, value: role.id }));

export const channels = (view: PageView): Choice[] =>
  view.channels.filter(({ direct }) => !direct).map((channel) => ({ label: `#${channel.name}`, value: channel.id }));
