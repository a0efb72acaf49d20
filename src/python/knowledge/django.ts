import type { RouterFacts } from './router.ts';

/** Django, Django REST framework and Django Ninja. */
export const django: RouterFacts = {
  framework: 'django',
  modules: ['django', 'rest_framework', 'ninja', 'ninja_extra'],
  routers: new Set(['ninja.NinjaAPI', 'ninja.Router', 'ninja_extra.NinjaExtraAPI']),
  decorators: {
    get: ['GET'],
    post: ['POST'],
    put: ['PUT'],
    patch: ['PATCH'],
    delete: ['DELETE'],
    api_operation: ['GET'],
  },
  registrars: {
    path: { position: 1, keyword: 'view' },
    re_path: { position: 1, keyword: 'view' },
    url: { position: 1, keyword: 'view' },
  },
  views: [
    'django.views.View',
    'django.views.generic.View',
    'django.views.generic.TemplateView',
    'django.views.generic.ListView',
    'django.views.generic.DetailView',
    'django.views.generic.FormView',
    'django.views.generic.CreateView',
    'django.views.generic.UpdateView',
    'django.views.generic.DeleteView',
    'django.views.generic.RedirectView',
    'django.views.generic.base.View',
    'rest_framework.views.APIView',
    'rest_framework.generics.GenericAPIView',
    'rest_framework.generics.ListAPIView',
    'rest_framework.generics.CreateAPIView',
    'rest_framework.generics.RetrieveAPIView',
    'rest_framework.generics.UpdateAPIView',
    'rest_framework.generics.DestroyAPIView',
    'rest_framework.generics.ListCreateAPIView',
    'rest_framework.generics.RetrieveUpdateAPIView',
    'rest_framework.generics.RetrieveDestroyAPIView',
    'rest_framework.generics.RetrieveUpdateDestroyAPIView',
  ],
  pathKeyword: 'route',
};

/** The functions, by full name, that stand in `urlpatterns`. */
export const urlFunctions: ReadonlySet<string> = new Set([
  'django.urls.path',
  'django.urls.re_path',
  'django.urls.conf.path',
  'django.urls.conf.re_path',
  'django.conf.urls.url',
  'django.conf.urls.defaults.url',
]);

/** Base classes whose methods have names of their own, and the methods of HTTP they answer. */
export const viewSets: readonly string[] = [
  'rest_framework.viewsets.ViewSet',
  'rest_framework.viewsets.GenericViewSet',
  'rest_framework.viewsets.ModelViewSet',
  'rest_framework.viewsets.ReadOnlyModelViewSet',
];

export const viewSetMethods: Readonly<Record<string, readonly string[]>> = {
  list: ['GET'],
  retrieve: ['GET'],
  create: ['POST'],
  update: ['PUT'],
  partial_update: ['PATCH'],
  destroy: ['DELETE'],
};

/** Decorators that make a function a view of Django REST framework: where they take the methods of HTTP. */
export const viewDecorators: Readonly<Record<string, { readonly position?: number; readonly keyword: string }>> = {
  'rest_framework.decorators.api_view': { position: 0, keyword: 'http_method_names' },
  'rest_framework.decorators.action': { keyword: 'methods' },
  'rest_framework.decorators.detail_route': { keyword: 'methods' },
  'rest_framework.decorators.list_route': { keyword: 'methods' },
};

/** Classes, by full name, of which a parameter is the request itself. */
export const djangoRequests: ReadonlySet<string> = new Set([
  'django.http.HttpRequest',
  'django.http.request.HttpRequest',
  'rest_framework.request.Request',
]);

/** What of a request the client decides. */
export const djangoRequestData: ReadonlySet<string> = new Set(
  'GET POST FILES COOKIES META body headers data query_params path path_info get_full_path read'.split(' '),
);
