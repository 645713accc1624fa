// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * container_test.c - paths of cgroups, of containers and of what is none
 */
#include "container.h"
#include "test.h"

#define ID	"4f797c539e6c745de61a93ca3ff892358ecbcaccd8414d5db545c38428142970"
#define OTHER	"9ec39b91f3d70e1beff50a308f77067065ea6be0d91a3378375056cd4422cf3d"

void test_container(struct test *test)
{
	static const struct {
		const char *path;
		const char *id;		/* NULL: of no container */
	} samples[] = {
		{ "/docker/" ID, ID },
		{ "/system.slice/docker-" ID ".scope", ID },
		{ "/system.slice/docker-" ID ".scope/init.scope", ID },
		{ "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0a1b2c3d_0000_0000_0000_000000000000.slice/cri-containerd-" ID ".scope", ID },
		{ "/kubepods/burstable/pod0a1b2c3d-0000-0000-0000-000000000000/" ID, ID },
		{ "/kubepods.slice/kubepods-podx.slice/crio-" ID ".scope", ID },
		{ "/machine.slice/libpod-" ID ".scope/container", ID },
		{ "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" ID ".scope", ID },
		{ "/docker/" OTHER "/docker/" ID, ID },
		{ "/machine.slice/libpod-conmon-" ID ".scope", NULL },
		{ "/kubepods.slice/crio-conmon-" ID ".scope", NULL },
		{ "/docker/" ID "0", NULL },
		{ "/docker/4f797c53", NULL },
		{ "/machine.slice/systemd-nspawn@web.service/payload", NULL },
		{ "/system.slice/ssh.service", NULL },
		{ "/", NULL },
		{ "", NULL },
	};
	char id[CONTAINER_ID_SIZE];
	size_t i;

	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		bool found = container_of_cgroup(samples[i].path, id);

		expect_number(found, samples[i].id != NULL);
		if (found)
			expect_text(id, samples[i].id);
	}
}
