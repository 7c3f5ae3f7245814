/* What cppcheck is told instead of <jv.h>: loops that it can follow. */
#define jv_array_foreach(a, i, x) for (int i = 0; i < jv_array_length(jv_copy(a)); i++) for (jv x = jv_array_get(jv_copy(a), i), *once_ = &x; once_ != NULL; once_ = NULL)
#define jv_object_foreach(o, k, v) for (jv k = jv_null(), v = jv_null(); jv_true_at(k, ""); )
#define jv_object_keys_foreach(o, k) for (jv k = jv_null(); jv_true_at(k, ""); )
