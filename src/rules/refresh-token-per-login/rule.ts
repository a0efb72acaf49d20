import { defineCard } from '../../card.ts';

export default defineCard({
  name: 'refresh-token-per-login',
  pitfalls: ['NA-IG2'],
  summary: 'New refresh token at every login',
  level: 'hint',
  messages: {
    forcedConsent:
      'Each pass here makes a new refresh token, and past its limit the provider drops the oldest without notice. Ask for consent once and store the token.',
    flowInTest:
      'Each run of this test logs in anew and makes another refresh token, until the provider drops the oldest. Use a stored or a made-up token.',
    flowInWorkflow: 'Each run of this workflow logs in anew and makes another refresh token. Store one as a secret, and read it here.',
  },
  suggestions: { dropPrompt: 'Drop the prompt, so that consent is asked for once.' },
});
