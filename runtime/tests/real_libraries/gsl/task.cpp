#include <cmath>
#include <cstdio>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_vector.h>

int main() {
    gsl_integration_workspace* workspace = gsl_integration_workspace_alloc(1000);
    gsl_function function{};
    double (*integrands[])(double, void*) = {
        [](double x, void*) { return std::exp(-x * x); },
        [](double x, void*) { return std::log(1 + x) / (1 + x * x); },
    };
    for (auto integrand : integrands) {
        function.function = integrand;
        double value, error;
        const int status =
            gsl_integration_qag(&function, 0.0, 1.0, 0.0, 1e-10, 1000, GSL_INTEG_GAUSS61, workspace, &value, &error);
        std::printf("status %d value %.10f small %d intervals %d\n", status, value, error < 1e-9,
                    static_cast<int>(workspace->size));
    }
    gsl_integration_workspace_free(workspace);

    gsl_sf_result result;
    const int status = gsl_sf_bessel_J0_e(5.0, &result);
    std::printf("status %d J0 %.12f small %d J1 %.12f\n", status, result.val, result.err < 1e-12, gsl_sf_bessel_J1(5.0));

    gsl_vector* vector = gsl_vector_alloc(4);
    for (std::size_t i = 0; i < vector->size; ++i)
        gsl_vector_set(vector, i, std::pow(i - 1.5, 2));
    vector->data[0] += 1;
    std::printf("size %d stride %d max %.2f at %d\n", static_cast<int>(vector->size), static_cast<int>(vector->stride),
                gsl_vector_max(vector), static_cast<int>(gsl_vector_max_index(vector)));
    gsl_vector_view part = gsl_vector_subvector(vector, 1, 2);
    for (std::size_t i = 0; i < part.vector.size; ++i)
        std::printf("%s%.2f", i ? " " : "", gsl_vector_get(&part.vector, i));
    std::printf("\n");
    gsl_vector_free(vector);
}
