import { wordsOf } from './words.ts';

/** A kind of token that says by its first characters what it is. */
export interface TokenKind {
  /** The variable it usually lies in. */
  readonly name: string;
  readonly service: string;
  /** What a person calls it. */
  readonly noun: string;
  /** How it begins, for a person. */
  readonly shape: string;
  readonly pattern: RegExp;
  /** May other servers that speak the same language give out keys of any shape? Then only the shape of another kind is wrong. */
  readonly isLoose?: boolean;
}

/** As the services document them; a rotating Slack token has `xoxe.` before its own beginning. */
const KINDS: readonly TokenKind[] = [
  { name: 'SLACK_BOT_TOKEN', service: 'slack', noun: 'a Slack bot token', shape: 'xoxb-', pattern: /^(?:xoxe\.)?xoxb-/u },
  { name: 'SLACK_APP_TOKEN', service: 'slack', noun: 'a Slack app token', shape: 'xapp-', pattern: /^xapp-/u },
  { name: 'SLACK_USER_TOKEN', service: 'slack', noun: 'a Slack user token', shape: 'xoxp-', pattern: /^(?:xoxe\.)?xoxp-/u },
  {
    name: 'SLACK_SIGNING_SECRET',
    service: 'slack',
    noun: 'a Slack signing secret',
    shape: '32 hex digits',
    pattern: /^[0-9a-f]{32}$/u,
    isLoose: true,
  },
  { name: 'ANTHROPIC_API_KEY', service: 'anthropic', noun: 'an Anthropic key', shape: 'sk-ant-', pattern: /^sk-ant-/u, isLoose: true },
  { name: 'OPENAI_API_KEY', service: 'openai', noun: 'an OpenAI key', shape: 'sk-', pattern: /^sk-(?!ant-)/u, isLoose: true },
  { name: 'STRIPE_SECRET_KEY', service: 'stripe', noun: 'a Stripe secret key', shape: 'sk_ or rk_', pattern: /^(?:sk|rk)_(?:live|test)_/u },
  { name: 'STRIPE_PUBLISHABLE_KEY', service: 'stripe', noun: 'a Stripe publishable key', shape: 'pk_', pattern: /^pk_(?:live|test)_/u },
  { name: 'STRIPE_WEBHOOK_SECRET', service: 'stripe', noun: 'a Stripe webhook secret', shape: 'whsec_', pattern: /^whsec_/u },
  {
    name: 'GITHUB_TOKEN',
    service: 'github',
    noun: 'a GitHub token',
    shape: 'ghp_ or github_pat_',
    pattern: /^(?:gh[oprsu]_|github_pat_|[0-9a-f]{40}$)/u,
  },
  { name: 'TELEGRAM_BOT_TOKEN', service: 'telegram', noun: 'a Telegram bot token', shape: 'digits and a colon', pattern: /^\d{6,12}:/u },
  { name: 'SENDGRID_API_KEY', service: 'sendgrid', noun: 'a SendGrid key', shape: 'SG.', pattern: /^SG\./u },
  {
    name: 'AWS_ACCESS_KEY_ID',
    service: 'aws',
    noun: 'an AWS key id',
    shape: 'AKIA or ASIA',
    pattern: /^(?:AKIA|ASIA)[0-9A-Z]{12}/u,
    isLoose: true,
  },
  { name: 'GOOGLE_API_KEY', service: 'google', noun: 'a Google key', shape: 'AIza', pattern: /^AIza/u, isLoose: true },
  { name: 'HF_TOKEN', service: 'huggingface', noun: 'a Hugging Face token', shape: 'hf_', pattern: /^hf_/u },
];

const ALIASES: Readonly<Record<string, string>> = {
  STRIPE_API_KEY: 'STRIPE_SECRET_KEY',
  STRIPE_PUBLIC_KEY: 'STRIPE_PUBLISHABLE_KEY',
  STRIPE_WEBHOOK_SIGNING_SECRET: 'STRIPE_WEBHOOK_SECRET',
  HUGGINGFACE_TOKEN: 'HF_TOKEN',
  SLACK_APP_LEVEL_TOKEN: 'SLACK_APP_TOKEN',
  TELEGRAM_TOKEN: 'TELEGRAM_BOT_TOKEN',
};

const byName = new Map([
  ...KINDS.map((kind) => [kind.name, kind] as const),
  ...Object.entries(ALIASES).flatMap(([alias, name]) => {
    const kind = KINDS.find((candidate) => candidate.name === name);
    return kind ? [[alias, kind] as const] : [];
  }),
]);

const SUSPICIOUS = /slack|anthropic|openai|stripe|github|telegram|sendgrid|aws|google|hf|huggingface/iu;

/** Which kind of token does a variable, parameter or setting of this name hold, if its name says so? */
export function kindNamed(name: string): TokenKind | null {
  if (name.length > LONGEST_NAME || !SUSPICIOUS.test(name)) return null;
  const whole = wordsOf(name)
    .join('_')
    .toUpperCase()
    .replace('OPEN_AI', 'OPENAI')
    .replace('GIT_HUB', 'GITHUB')
    .replace('SEND_GRID', 'SENDGRID');
  const exact = byName.get(whole);
  if (exact) return exact;
  // `PROD_SLACK_BOT_TOKEN`, `NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY`.
  for (const [key, kind] of byName) if (whole.endsWith(`_${key}`)) return kind;
  return null;
}

/** Which kind of token is this, going by its first characters? Only what no two services share. */
export function kindOfToken(text: string): TokenKind | null {
  if (!/^(?:xox|xapp|sk-ant-|sk_|rk_|pk_|whsec_|gh[oprsu]_|github_pat_|\d{6,12}:|SG\.|AKIA|ASIA|AIza|hf_)/u.test(text)) return null;
  return (
    KINDS.find(({ pattern, isLoose }) => (isLoose !== true || /^(?:sk-ant-|AKIA|ASIA|AIza)/u.test(text)) && pattern.test(text)) ?? null
  );
}

const LONGEST_NAME = 100;
