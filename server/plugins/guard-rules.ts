import type { EligibilityFacts, EligibilityRule } from '../domain/eligibility.ts';

/**
 * A plugin's rules as the kernel uses them: their names begin with the plugin's id, and they do no harm when they
 * throw. A rule that throws lets the task through, since a broken plugin must not keep a farm from working, and `tell`
 * is given the error.
 */
export function guardRules(
  plugin: string,
  rules: readonly EligibilityRule[],
  tell: (error: unknown) => void,
): EligibilityRule[] {
  const guarded = <Result>(ask: () => Result, otherwise: Result): Result => {
    try {
      return ask();
    } catch (error) {
      tell(error);
      return otherwise;
    }
  };
  const vague = `The plugin ${plugin} holds it back.`;
  return rules.map((rule) => ({
    name: `${plugin}-${rule.name}`,
    about: rule.about,
    unblock: rule.unblock,
    allows: (facts) => guarded(() => rule.allows(facts), true),
    why: (facts) => guarded(() => rule.why(facts), vague),
    ...(rule.whyMany && {
      whyMany: (count: number, facts: EligibilityFacts) => guarded(() => rule.whyMany?.(count, facts) ?? vague, vague),
    }),
    ...(rule.unblockOne && {
      unblockOne: (facts: EligibilityFacts) => guarded(() => rule.unblockOne?.(facts), undefined),
    }),
  }));
}
