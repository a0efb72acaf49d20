import { defineCard } from '../../card.ts';
import { options } from './security-event.ts';

export default defineCard({
  name: 'unaudited-auth-event',
  pitfalls: ['PF-045'],
  summary: 'Logins and changes of passwords or rights that leave no record',
  level: 'hint',
  messages: {
    login:
      "'{{function}}' lets people in and leaves no record of it, so nobody can look into an attack. Log who, from where and the outcome.",
    password:
      "'{{function}}' sets a password and leaves no record of it, so nobody can look into an attack. Log whose, from where and by whom.",
    account: "'{{function}}' makes an account and leaves no record of it, so nobody can look into an attack. Log whose and from where.",
    rights: "'{{function}}' changes what somebody may do and leaves no record of it. Log whose rights, which ones, and by whom.",
    factor: "'{{function}}' switches somebody's second factor and leaves no record of it. Log whose, from where and by whom.",
  },
  options,
});
