import type { Project } from '../project/project.ts';
import { Search } from '../project/search.ts';
import { isTestFile } from '../vocabulary/test-files.ts';

const authentication = new Search('python', [
  'login_required',
  'jwt_required',
  'auth_required',
  'token_required',
  'requires_auth',
  'require_auth',
  'get_current_user',
  'get_current_active_user',
  'current_user',
  'CurrentUser',
  'permission_classes',
  'IsAuthenticated',
  'LoginRequiredMixin',
  'HTTPBearer',
  'HTTPBasic',
  'OAuth2PasswordBearer',
  'APIKeyHeader',
  'APIKeyQuery',
  'verify_token',
  'verify_api_key',
  'verify_jwt',
  'require_api_key',
  'api_key_required',
  'require_admin',
  'admin_required',
  'require_user',
  'require_login',
  'jwt.decode',
  'HTTP_401_UNAUTHORIZED',
  'status_code=401',
  'HTTPStatus.UNAUTHORIZED',
  'is_authenticated',
  'permission_required',
  'require_permission',
  'require_oauth',
  'HTTPAuthorizationCredentials',
  'abort(401)',
]);

/** Does any module of a project ask who is calling? */
export function projectAuthenticates(project: Project): boolean {
  return project.find(authentication)?.some((path) => !isTestFile(path)) === true;
}
