import { describe, expect, it } from 'vitest';
import { read } from './image.ts';

const text = read('compose.yaml').replaceAll(/^ *#.*\n/gm, '');

/** The parts of an indented text that begin with a name and a colon, by that name; `depth` in spaces. */
function parts(of: string, depth: number): Map<string, string> {
  const begins = new RegExp(`^ {${depth}}([\\w-]+):(.*(?:\\n(?: {${depth + 1},}.*)?)*)`, 'gm');
  return new Map([...of.matchAll(begins)].map(([, name = '', body = '']) => [name, body]));
}

const services = [...parts(parts(text, 0).get('services') ?? '', 2)];
const of = (name: string) => parts(new Map(services).get(name) ?? '', 4);
const value = (service: string, key: string) => of(service).get(key)?.trim() ?? '';

describe('compose.yaml', () => {
  it('has the bot alone, and the databases where they are asked for', () => {
    expect(services.map(([name]) => name)).toEqual(['bot', 'postgres', 'valkey']);
    expect(services.map(([name]) => value(name, 'profiles'))).toEqual(['', '- postgres', '- postgres']);
    expect(value('bot', 'depends_on').match(/required: false/g)).toHaveLength(2);
  });

  it.each(services.map(([name]) => name))(
    'lets %s write in its volume alone, and do nothing more than it must',
    (name) => {
      expect(value(name, 'read_only')).toBe('true');
      expect(value(name, 'cap_drop')).toBe('- ALL');
      expect(value(name, 'security_opt')).toBe('- no-new-privileges:true');
      expect(of(name).has('cap_add') || of(name).has('privileged')).toBe(false);
      expect(value(name, 'volumes')).toMatch(/^- [a-z]+:\/\S+$/);
      expect(value(name, 'restart')).toBe('unless-stopped');
    },
  );

  it('opens no port, and keeps the databases among themselves', () => {
    expect(services.filter(([name]) => of(name).has('ports') || of(name).has('network_mode'))).toEqual([]);
    expect(value('postgres', 'networks')).toBe('- stores');
    expect(value('valkey', 'networks')).toBe('- stores');
    expect(
      parts(parts(text, 0).get('networks') ?? '', 2)
        .get('stores')
        ?.trim(),
    ).toBe('internal: true');
  });

  it.each(['postgres', 'valkey'])(
    'runs %s as its own user, of a version that is named, and asks for its health',
    (name) => {
      expect(value(name, 'user')).toBe(name);
      expect(value(name, 'image')).toMatch(/^[\w/]+:\d+[\w.-]*$/);
      expect(value(name, 'healthcheck')).toContain('test:');
    },
  );

  it('case 14: has no password in it, and none by default', () => {
    const named = [...text.matchAll(/\$\{(\w+)([^}]*)\}/g)];
    const passwords = named.filter(([, name = '']) => name.endsWith('PASSWORD'));
    expect(passwords.map(([, name, otherwise]) => [name, otherwise])).toEqual([
      ['POSTGRES_PASSWORD', ':-'],
      ['VALKEY_PASSWORD', ':-'],
    ]);
    expect(text).not.toMatch(/:\/\/\w*:\w/);
  });

  it('lets Valkey forget nothing for want of room, and keep what it is told', () => {
    expect(value('valkey', 'command')).toContain('--appendonly yes --appendfsync always --maxmemory-policy noeviction');
  });
});
