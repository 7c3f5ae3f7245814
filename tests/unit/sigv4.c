/* Unit tests of sigv4: AWS's published examples (the Signature Version 4 test
 * suite, and the request to IAM of the documentation). */
#include "rec.h"
#include "sigv4.h"
#include "unit.h"

#include <string.h>

static void
signs(const char *service, const char *token, const char *request, const char *want)
{
	/* 2015-08-30 12:36:00 UTC */
	struct sigv4 s = {.access = "AKIDEXAMPLE", .secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
	    .token = token, .region = "us-east-1", .service = service, .now = 1440938160};
	jv done = sigv4_sign(jv_parse(request), &s), headers = jv_at(done, "headers");

	ck_assert_str_eq(jv_text(headers, "X-Amz-Date"), "20150830T123600Z");
	const char *got = strstr(jv_text(headers, "Authorization"), "SignedHeaders=");

	ck_assert_str_eq(got, want);
	jv_free(headers);
	jv_free(done);
}

START_TEST(the_test_suite_of_aws)
{
	signs("service", NULL, "{\"method\":\"GET\",\"url\":\"https://example.amazonaws.com/\",\"headers\":{}}",
	    "SignedHeaders=host;x-amz-date, "
	    "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
	signs("service", NULL, "{\"method\":\"POST\",\"url\":\"https://example.amazonaws.com/\",\"headers\":{}}",
	    "SignedHeaders=host;x-amz-date, "
	    "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
	signs("service", NULL, "{\"method\":\"GET\",\"url\":"
	    "\"https://example.amazonaws.com/?Param2=value2&Param1=value1\",\"headers\":{}}",
	    "SignedHeaders=host;x-amz-date, "
	    "Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
	signs("service", NULL, "{\"method\":\"GET\",\"url\":\"https://example.amazonaws.com/\xe1\x88\xb4\",\"headers\":{}}",
	    "SignedHeaders=host;x-amz-date, "
	    "Signature=8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85");
	signs("service", NULL, "{\"method\":\"POST\",\"url\":\"https://example.amazonaws.com/\","
	    "\"headers\":{\"Content-Type\":\"application/x-www-form-urlencoded\"},\"body\":\"Param1=value1\"}",
	    "SignedHeaders=content-type;host;x-amz-date, "
	    "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
	signs("service", NULL, "{\"method\":\"GET\",\"url\":\"https://example.amazonaws.com/\","
	    "\"headers\":{\"My-Header1\":\" value1\",\"My-Header2\":\" \\\"a   b   c\\\"\"}}",
	    "SignedHeaders=host;my-header1;my-header2;x-amz-date, "
	    "Signature=acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
}
END_TEST

START_TEST(the_example_of_the_documentation)
{
	signs("iam", NULL, "{\"method\":\"GET\",\"url\":"
	    "\"https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08\","
	    "\"headers\":{\"Content-Type\":\"application/x-www-form-urlencoded; charset=utf-8\"}}",
	    "SignedHeaders=content-type;host;x-amz-date, "
	    "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}
END_TEST

START_TEST(a_session_token_is_signed)
{
	struct sigv4 s = {.access = "A", .secret = "S", .token = "T", .region = "r", .service = "s"};
	jv done = sigv4_sign(jv_parse("{\"method\":\"GET\",\"url\":\"https://h/model/a%3A0/x\"}"), &s);
	jv headers = jv_at(done, "headers");

	ck_assert_str_eq(jv_text(headers, "X-Amz-Security-Token"), "T");
	ck_assert_ptr_nonnull(strstr(jv_text(headers, "Authorization"), ";x-amz-security-token,"));
	jv_free(headers);
	jv_free(done);
}
END_TEST

static void
add(TCase *t)
{
	tcase_add_test(t, the_test_suite_of_aws);
	tcase_add_test(t, the_example_of_the_documentation);
	tcase_add_test(t, a_session_token_is_signed);
}

UNIT_MAIN("sigv4", add)
