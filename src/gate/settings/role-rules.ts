import type { LineKind } from '../../otp/number/line-kind.ts';

/** More roles for members whose number is of one of these countries, and of one of these kinds of lines. An empty list asks for nothing. */
export interface RoleRule {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly kinds: readonly LineKind[];
  readonly roleIds: readonly string[];
}

/** What is known of a member's number that rules ask for. A member without a number fits no rule. */
export interface NumberTraits {
  readonly country?: string | undefined;
  readonly lineKind?: LineKind | undefined;
}

/** How many roles success can give. Discord takes about one role a second on a server, so each one makes a rush of members slower. */
export const roleLimits = {
  /** Next to the verified role. */
  more: 4,
  rules: 5,
  /** Roles of a rule. */
  perRule: 5,
  /** Different roles in all, the verified role among them. */
  inAll: 15,
} as const;

/** Whether a member gets the roles of a rule. */
export function fitsRule({ countries, kinds }: RoleRule, { country, lineKind }: NumberTraits): boolean {
  if (countries.length === 0 && kinds.length === 0) return false;
  const isThere = countries.length === 0 || (country !== undefined && countries.includes(country));
  return isThere && (kinds.length === 0 || (lineKind !== undefined && kinds.includes(lineKind)));
}

/** Whether any rule asks for the kind of a line, so that it has to be kept. */
export const asksForKind = (rules: readonly RoleRule[]): boolean => rules.some(({ kinds }) => kinds.length > 0);

/** Whether the roles of rules may be chosen together with these. */
export function areRulesWithin(rules: readonly RoleRule[], others: readonly string[]): boolean {
  const all = new Set([...others, ...rules.flatMap(({ roleIds }) => roleIds)]);
  const isWhole = ({ countries, kinds, roleIds }: RoleRule) =>
    countries.length + kinds.length > 0 && roleIds.length > 0 && roleIds.length <= roleLimits.perRule;
  return rules.length <= roleLimits.rules && all.size <= roleLimits.inAll && rules.every(isWhole);
}

/** What success gives, as far as it is roles. */
interface Giving {
  readonly roleId?: string;
  readonly moreRoleIds: readonly string[];
  readonly roleRules: readonly RoleRule[];
}

/** The roles that success gives to a member with such a number, each once, the verified role first. None, without that one. */
export function givenBy(server: Giving | undefined, traits: NumberTraits = {}): readonly string[] {
  if (server?.roleId === undefined) return [];
  const byRule = server.roleRules.filter((rule) => fitsRule(rule, traits)).flatMap(({ roleIds }) => roleIds);
  return [...new Set([server.roleId, ...server.moreRoleIds, ...byRule])];
}

/** Every role that success may give to anybody, the verified role first. */
export function everyGiven(server: Giving | undefined): readonly string[] {
  if (server?.roleId === undefined) return [];
  return [...new Set([server.roleId, ...server.moreRoleIds, ...server.roleRules.flatMap(({ roleIds }) => roleIds)])];
}

/** The roles that success may give to a member with a number of a country, whatever kind of line it is. */
export function mayGive({ roleRules, ...server }: Giving, country: string): readonly string[] {
  return everyGiven({
    ...server,
    roleRules: roleRules.filter(({ countries }) => countries.length === 0 || countries.includes(country)),
  });
}
