"""Task: image processing on a 64x64 NumPy array: blur, threshold, contours, transform. The Python version of task.cpp."""

import sys

import numpy

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl import CV_8UC1, CV_64FC1, cv, std  # noqa: E402

buffer = numpy.zeros((64, 64), dtype=numpy.uint8)
buffer[16:40, 10:50] = 200
image, blurred, binary = cv.Mat(64, 64, CV_8UC1, buffer), cv.Mat(), cv.Mat()
cv.GaussianBlur(image, blurred, cv.Size(5, 5), 1.0)
cv.threshold(blurred, binary, 100, 255, cv.THRESH_BINARY)
contours = std.vector[std.vector[cv.Point]]()
cv.findContours(binary, contours, cv.RETR_EXTERNAL, cv.CHAIN_APPROX_SIMPLE)
r = cv.boundingRect(contours[0])
count, area = cv.countNonZero(binary), cv.contourArea(contours[0])
print("n %d nz %d rect %d %d %d %d area %.1f" % (len(contours), count, r.x, r.y, r.width, r.height, area))
print("mean %.4f px %d" % (cv.mean(blurred)[0], ord(blurred.at["unsigned char"](16, 10))))
left, right = numpy.array([[2.0, 1.0], [1.0, 3.0]]), numpy.array([[3.0], [5.0]])
a, b, x = cv.Mat(2, 2, CV_64FC1, left), cv.Mat(2, 1, CV_64FC1, right), cv.Mat()
cv.solve(a, b, x)
print("x %.4f %.4f det %.1f" % (x.at["double"](0), x.at["double"](1), cv.determinant(a)))
moments = cv.moments(binary, True)
print("c %.3f %.3f" % (moments.m10 / moments.m00, moments.m01 / moments.m00))
try:
    empty = cv.Mat()
    cv.GaussianBlur(empty, empty, cv.Size(2, 2), 0)
except cv.Exception as error:
    print("exc %d" % error.code)
