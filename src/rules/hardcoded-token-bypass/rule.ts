import { defineCard } from '../../card.ts';
import { options } from './fixed-credential.ts';

export default defineCard({
  name: 'hardcoded-token-bypass',
  pitfalls: ['PF-041', 'PAT-004', 'PAT-009b'],
  summary: 'Fixed token, password or identity that gets past authentication',
  level: 'certain',
  messages: {
    fixedCredential:
      "The fixed {{noun}} '{{literal}}' gets past authentication, so whoever reads the source is in. Verify a signed token or a stored hash instead.",
    fixedIdentity:
      "This guard lets '{{literal}}' in by name, without a check. Verify who is calling, and read what they may do from their account.",
    whileSwitch:
      "Where '{{flag}}' stands for development, the fixed {{noun}} '{{literal}}' gets past authentication. Delete the branch, and give tests a real token.",
    clientCredential:
      "The fixed credential '{{literal}}' reaches every visitor with this script, so whoever reads it is in. Store only what the server issues at login.",
    browserCheck:
      "The browser compares with '{{literal}}', where every visitor can read it or skip the check. Send the {{noun}} to the server and verify it there.",
    defaultOn:
      "'{{flag}}' is on unless somebody turns it off, and it opens the branch that accepts '{{literal}}'. Delete that branch, or set the default to off.",
    knownLiteral: "'{{literal}}' is a fixed token that everybody can guess. Issue a signed token at login, and verify it at each request.",
    deployedSwitch: "'{{flag}}' lets a fixed credential past authentication in this deployment. Remove it, and the branch that it opens.",
  },
  suggestions: {
    deleteBranch: "Delete the branch that accepts '{{literal}}'.",
    deleteComparison: "Delete the comparison with '{{literal}}'.",
  },
  options,
});
